#!/usr/bin/env python3
"""Turns a text with inline markup into an annotated document: NAME.txt and NAME.json.

    scripts/annotate.py OUT-FOLDER FILE.src...

A source is "key: value" lines (id title kind unit unit_kind superior date campaign traits, wrap: N for hard wraps), a line ---, and the text with
{TAG args|text}, nestable; documents of one file are parted by a line %%%. Tags (testdata/gold/README.md says what each means):
{H1 kind|...} {H2 kindA+kindB|...} heading with level; {S preamble|...} un-headed part; {A kind status [when]|...}; {F measure value|? unit [ge|le|approx] [n]|...}
(n: a norm); {P post|name}, {P:简体名 post|name}; {L name|...} leak; {R why|...} recycled; {N x|...} noise.
"""
import json,re,sys,os
MEAS=set("党员数 支部数 职工数 会议次数 学习次数 党课次数 简报期数 信息篇数 参加人数 参加人次 捐款人数 捐款金额 投入资金 承诺份数 承诺条数 意见条数 办实事件数 走访户数 慰问人数 慰问金额 结对户数 志愿者人数 志愿服务次数 先锋岗个数 发放份数 表彰个数 满意率 心得篇数 培训期数 发展党员数 其他".split())
ACT=set("党性教育 重温入党誓词 入党宣誓 讲党课 学习培训 心得体会 岗位奉献 岗位练兵 技能竞赛 服务群众 志愿服务 结对帮扶 走访慰问 捐款捐物 亮牌示范 党员先锋岗 设岗定责 组织创新 公开承诺 领导点评 群众评议 民主评议党员 评选表彰 民主生活会 党性分析 三会一课 主题党日 政治生日 知识竞赛 征文演讲 观影 红色参观 动员大会 成立领导小组 制定方案 宣传 督导检查 征求意见 大讨论 合理化建议 廉政教育 师德建设 文体活动 党群共建 发展党员 讲座 经验交流 谈心谈话 特色载体".split())
SEC=set("significance guiding principles goals standards carriers steps leadership basics practice results experience problems causes plans attachments preamble signoff".split())
ST={'held','planned','required','mentioned'}
def parse(src):
    out=[];spans=[];stack=[];i=0
    while i<len(src):
        c=src[i]
        if c=='{':
            j=src.index('|',i); stack.append((src[i+1:j],len(out))); i=j+1; continue
        if c=='}':
            h,s=stack.pop(); spans.append((s,len(out),h)); i+=1; continue
        out.append(c); i+=1
    assert not stack,stack
    return ''.join(out),spans
def wrap(t,spans,n):
    if not n: return t,spans
    new=[];pos=[];col=0
    for k,c in enumerate(t):
        if col==n and c!='\n':
            new.append('\n'); col=0
        pos.append(len(new)); new.append(c); col=0 if c=='\n' else col+1
    return ''.join(new),[(pos[s],pos[e-1]+1,h) for s,e,h in spans]
def build(meta,body):
    t,sp=parse(body); t,sp=wrap(t,sp,meta.get('wrap',0))
    sp.sort(key=lambda x:(x[0],-x[1]))
    d=dict(id=meta['id'],title=meta['title'],kind=meta['kind'],unit=meta['unit'],unit_kind=meta['unit_kind'],superior=meta.get('superior',''),date=meta['date'],campaign=meta['campaign'],traits=meta['traits'],text=t,headings=[],parts=[],activities=[],figures=[],persons=[],leaks=[],recycled=[],noise=[])
    for s,e,h in sp:
        q=t[s:e]; a=h.split(' '); tag=a[0]; b=dict(start=s,end=e,quote=q)
        if tag[0]=='H':
            assert all(k in SEC for k in a[1].split('+')),h
            d['headings'].append(dict(b,level=int(tag[1]),kind=a[1]))
        elif tag=='S': assert a[1] in SEC; d['parts'].append(dict(b,kind=a[1]))
        elif tag=='A':
            assert a[1] in ACT and a[2] in ST,h
            d['activities'].append(dict(b,kind=a[1],status=a[2],when=a[3] if len(a)>3 else ''))
        elif tag=='F':
            assert a[1] in MEAS,h
            v=None if a[2]=='?' else float(a[2]); fl=a[4:]
            op=next((o for o in fl if o in('ge','le','approx')),'eq')
            assert all(o in('ge','le','approx','n') for o in fl),h
            d['figures'].append(dict(b,measure=a[1],value=v,op=op,norm='n' in fl,masked=v is None,unit=a[3]))
        elif tag=='P' or tag.startswith('P:'):
            name=tag[2:] if tag.startswith('P:') else re.sub(r'\s','',q)
            d['persons'].append(dict(b,name=name,post=a[1] if len(a)>1 else ''))
        elif tag=='L': d['leaks'].append(dict(b,name=a[1]))
        elif tag=='R': d['recycled'].append(dict(b,why=' '.join(a[1:])))
        elif tag=='N': d['noise'].append(b)
        else: raise SystemExit('tag '+h)
    for k in('headings','parts','activities','figures','persons','leaks','noise'):
        for x in d[k]: assert t[x['start']:x['end']]==x['quote'] and x['quote'].strip()==x['quote']!='',(k,x)
    return d
if len(sys.argv)<3: raise SystemExit(__doc__)
out=sys.argv[1]
os.makedirs(out,exist_ok=True)
for f in sys.argv[2:]:
    name=os.path.basename(f)[:-4]; docs=[]
    for part in open(f,encoding='utf-8').read().split('%%%\n'):
        head,body=part.split('\n---\n',1)
        m=dict(l.split(': ',1) if ': ' in l else (l.rstrip(':'),'') for l in head.strip().split('\n'))
        m['wrap']=int(m.get('wrap',0)); docs.append(build(m,body))
    raw=''.join(d['text'] for d in docs)
    open(f'{out}/{name}.txt','w',encoding='utf-8').write(raw)
    open(f'{out}/{name}.json','w',encoding='utf-8').write(json.dumps(docs,ensure_ascii=False,indent=1)+'\n')
    for d in docs: print(name,d['kind'],d['unit_kind'],len(d['text']),'H',len(d['headings']),'A',len(d['activities']),'F',len(d['figures']))
