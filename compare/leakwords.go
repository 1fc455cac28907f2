package compare

import (
	"slices"
	"strings"
)

// Words by which names are told; see leaks.go.

const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔祝庞樊殷施洪安倪庄章涂葛岳柳鲍左詹申欧耿关尚祁褚翟牛毕聂焦齐梅柏季温阮滕裴季管路尤牟柴卜霍涂车游简闵雍仇冉茅谷甘费连艾盛桑池阎欧阳司马上官诸葛司徒皇甫"

var doubleSurnames = []string{"欧阳", "司徒", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木"}

// posts stand before a person's name, or, with the follow words, name one.
var posts = []string{
	"书记", "校长", "园长", "院长", "局长", "主任", "经理", "厂长", "矿长", "站长", "所长", "队长", "组长", "科长", "股长", "处长", "部长", "镇长", "乡长", "县长", "区长", "市长",
	"村长", "会长", "馆长", "场长", "段长", "班长", "关长", "行长", "检察长", "庭长", "政委", "教导员", "指导员", "委员", "主席", "总监", "董事长", "护士长", "教师", "老师", "医生", "民警", "干警", "内勤", "干事", "党员", "委会主任",
}

// nameFollows come after a person's name.
var nameFollows = []string{
	"同志", "老师", "任", "为组长", "为副组长", "主持", "作了", "作动员", "讲", "带", "等", "的", "以", "在", "当", "就", "出任", "担任", "兼", "又", "请", "向", "为", "和", "、", "，", "。", "；", ",", "（", "(",
}

// placeSuffixes end the name of a place; the character class of the two
// before is told by the reference: a place it knows is a well-known one.
var placeSuffixes = []string{"村", "镇", "乡", "县", "市", "区", "社区", "街道", "渔村", "监狱", "林场", "农场", "水库", "嘎查"}

// notPlaceWords are words that begin with what ends the name of a place.
var notPlaceWords = []string{"乡亲", "乡土", "乡愁", "乡音", "乡情", "市场", "市面", "市容", "区域", "区间", "区别", "镇定", "镇静", "村村", "县县"}

// notPlaces are beginnings of words that end like places.
var notPlaces = []string{"全", "我", "本", "各", "该", "外", "农", "行政", "新农", "包", "驻", "联", "乡镇", "城", "辖", "在", "到", "进", "入", "下", "回", "省", "社", "校", "园", "厂", "景", "责任", "小", "街", "片", "库", "办", "老", "每", "这", "几", "个", "两", "示范", "先进", "贫困", "所"}

// visits stand before a name that is mentioned, not left in.
var visits = []string{"到", "赴", "与", "和", "同", "跟", "向", "请", "由", "从", "邀请", "配合", "走访", "学习", "考察", "结对", "参观", "联合", "支援", "帮扶", "联系", "驻", "、", "及"}

// ownRoles follow the name of the organisation that speaks.
var ownRoles = []string{"机关", "全体", "广大", "干部", "职工", "党员"}

// publicNames are persons and places that every unit may write of: leaders,
// models held up by campaigns, disaster areas.
var publicNames = []string{
	"毛泽东", "邓小平", "江泽民", "胡锦涛", "习近平", "温家宝", "李克强", "周恩来", "李源潮", "刘云山", "赵乐际", "王岐山",
	"雷锋", "焦裕禄", "孔繁森", "杨善洲", "沈浩", "郭明义", "张丽莉", "王瑛", "吴仁宝", "文建明", "李林森", "罗阳", "兰辉", "廖俊波", "黄大年", "黄文秀", "张桂梅", "张富清", "李保国", "邹碧华", "谷文昌", "王进喜", "王杰", "任长霞", "牛玉儒", "郑培民", "许振超", "窦铁成", "林俊德", "吴斌", "高铁成", "吴天祥", "杨业功", "方永刚", "谭东", "菊美多吉", "李夏", "毛丰美", "黄群", "龚全珍", "陈刚毅", "孟二冬",
	"汶川", "玉树", "舟曲", "芦山", "雅安", "盈江", "鲁甸", "延安", "井冈山", "西柏坡", "遵义", "瑞金", "韶山", "北京", "上海", "深圳", "大庆", "大寨", "小岗", "红旗渠", "华西",
}

// trades are what bureaus are for; 我县水务事业 is not written by foresters.
var trades = []string{
	"水务", "水利", "林业", "农业", "教育", "卫生", "公安", "税务", "交通", "财政", "国土", "环保", "民政", "气象", "烟草", "粮食", "供销", "质监", "工商", "审计", "统计", "司法", "检察", "审判", "电力", "供电", "通信", "邮政", "金融", "旅游", "文化", "体育", "畜牧", "渔业", "农机", "城管", "住建", "公路", "海关", "商务", "人社", "信访", "档案", "图书",
}

// tradeFollows come after a trade that speaks of the writer's own field.
var tradeFollows = []string{"事业", "系统", "工作", "战线", "行业"}

// organisationSuffixes end the name of an organisation that may begin with a
// place.
var organisationSuffixes = []string{"管理段", "管理所", "管理站", "派出所", "卫生院", "小学", "中学", "学校", "医院", "林场", "煤矿", "公司", "集团", "分局", "合作社", "敬老院", "幼儿园"}

// speakers end the name of an organisation that may speak as the writer.
var speakers = []string{"合作社", "总工会", "局", "学校", "小学", "中学", "医院", "公司", "集团", "镇", "乡"}

// ownPlaces begin what a writer calls its own.
var ownPlaces = []string{"我县", "我市", "我区", "我局", "我镇", "全县", "全市", "全区", "全局"}

// issueSuffixes end the code of who issued a document, before its year; a
// longer one before those it ends with.
var issueSuffixes = []string{"党委发", "党组发", "党办发", "党工发", "党发", "党字", "党办", "办发", "委发", "组发", "政发", "发", "字", "函", "办"}

// fixedWords are all the words above that are looked for in every text.
var fixedWords = newWordFinder(posts, placeSuffixes, organisationSuffixes, speakers, trades)

// A wordFinder finds fixed words in one pass over a text.
type wordFinder struct {
	first symbolSet         // their first characters
	words map[rune][]string // by first character
}

func newWordFinder(lists ...[]string) *wordFinder {
	f := &wordFinder{words: map[rune][]string{}}
	for _, list := range lists {
		for _, w := range list {
			r := firstRune(w)
			if f.first.add(symbol(r)); !slices.Contains(f.words[r], w) {
				f.words[r] = append(f.words[r], w)
			}
		}
	}
	return f
}

// find returns where each word begins in text, in bytes.
func (f *wordFinder) find(text string) map[string][]int {
	at := map[string][]int{}
	for i, r := range text {
		if !f.first.has(symbol(r)) {
			continue
		}
		for _, w := range f.words[r] {
			if strings.HasPrefix(text[i:], w) {
				at[w] = append(at[w], i)
			}
		}
	}
	return at
}
