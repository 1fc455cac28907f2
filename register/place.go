package register

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A place is an administrative division that a name begins with.
type place = string

// divisions end the name of an administrative division; a longer one stands
// before those it ends with.
var divisions = []string{"自治区", "自治州", "自治县", "自治旗", "开发区", "街道办事处", "地区", "新区", "街道", "苏木", "社区", "省", "市", "州", "盟", "县", "旗", "区", "镇", "乡", "村"}

// Longest and shortest name of a division before its ending, in characters.
const (
	shortestStem      = 2
	longestStem       = 6
	longestAutonomous = 14 // 石家庄高新技术产业|开发区
)

// splitPlaces returns the divisions that a key begins with, the outermost
// first, and what follows: 青泥县凤凰镇小学 is 青泥县, 凤凰镇 and 小学. A key that
// is a place itself keeps it as tail.
func splitPlaces(key string) (places []place, tail string) {
	for {
		n := divisionAt(key)
		if n == 0 || n >= len(key) {
			return places, key
		}
		places = append(places, key[:n])
		key = key[n:]
	}
}

// divisionAt returns the bytes of the division that key begins with, 0 for none.
func divisionAt(key string) int {
	runes := 0
	for i := range key {
		if runes > longestAutonomous {
			break
		}
		if runes >= shortestStem || runes == 1 && isShort(key, i) {
			if d := endingAt(key, i, runes > longestStem); d > 0 {
				return extended(key, i+d)
			}
		}
		runes++
	}
	return 0
}

// endingAt returns the bytes of the division's ending that stands at i; behind
// a long stem only those of autonomous and development areas count.
func endingAt(key string, i int, long bool) int {
	for _, d := range divisions {
		if strings.HasPrefix(key[i:], d) {
			if crosses(key[i:], d) || long && !strings.HasPrefix(d, "自治") && d != "开发区" {
				return 0
			}
			return len(d)
		}
	}
	return 0
}

// extended returns the end of a division whose stem ends as one does: 景德镇市,
// 亚运村街道, 旧县镇. But 柏川县县直机关 and 柳湾镇社区服务站 have one only.
func extended(key string, end int) int {
	n := endingAt(key, end, false)
	if n == 0 || !slices.Contains([]string{"市", "镇", "乡", "旗", "街道"}, key[end:end+n]) {
		return end
	}
	if next, _ := utf8.DecodeRuneInString(key[end+n:]); strings.ContainsRune("直级属委政村", next) {
		return end
	}
	return end + n
}

// isShort reports whether key begins with a county or town of one character,
// such as 青县 or 张镇.
func isShort(key string, at int) bool {
	switch {
	case strings.HasPrefix(key[at:], "县"):
		return !strings.Contains("全各本我该两外邻州省市区乡某县", key[:at])
	case strings.HasPrefix(key[at:], "镇"):
		return !strings.Contains("全各本我该两外邻城市乡村小古集县区某名重新", key[:at])
	}
	return false
}

// crosses reports whether the ending d at the start of rest belongs to a word
// that begins with it: 青山|市场, 柏川|区划.
func crosses(rest, d string) bool {
	rest = strings.TrimPrefix(rest, d)
	switch d {
	case "市":
		for _, word := range []string{"场", "政管", "政工", "政设", "政公", "政园", "容"} { // 市政管理局, 市容局; but 市政府
			if strings.HasPrefix(rest, word) {
				return true
			}
		}
	case "区":
		return strings.HasPrefix(rest, "划")
	case "乡":
		return strings.HasPrefix(rest, "村振兴") || strings.HasPrefix(rest, "镇企业")
	case "村":
		return strings.HasPrefix(rest, "镇")
	}
	return false
}

// Ranks of divisions: a county's own offices leave the county out.
const (
	rankProvince = iota
	rankPrefecture
	rankCounty
	rankTown
	rankVillage
)

// rank returns the administrative rank that a place's ending shows. 市 and 区
// are ambiguous and count as a county's.
func rank(p place) int {
	switch {
	case endsIn(p, "社区", "村"):
		return rankVillage
	case endsIn(p, "省", "自治区"):
		return rankProvince
	case endsIn(p, "州", "盟", "地区"):
		return rankPrefecture
	case endsIn(p, "镇", "乡", "街道", "街道办事处", "苏木"):
		return rankTown
	}
	return rankCounty
}

// levelWord cuts the bare word for a level that a short name begins with:
// 县教育局 is 县 and 教育局. ok is false for a key that begins otherwise.
func levelWord(key string) (level, tail string, ok bool) {
	r, n := utf8.DecodeRuneInString(key)
	if !strings.ContainsRune("省市州盟县旗区镇乡村", r) || !longEnough(key[n:]) {
		return "", key, false
	}
	if crosses(key, key[:n]) {
		return "", key, false
	}
	return key[:n], key[n:], true
}

// longEnough reports whether what follows a place is enough of a name.
func longEnough(tail string) bool { return utf8.RuneCountInString(tail) >= 2 || tail == "委" }

// stem returns a place without its ending: 桃溪 for 桃溪镇, and "" when too
// little would be left.
func stem(p place) string {
	for _, d := range divisions {
		if rest, ok := strings.CutSuffix(p, d); ok {
			if utf8.RuneCountInString(rest) < shortestStem {
				return ""
			}
			return rest
		}
	}
	return ""
}

// countyOf returns the innermost division of county rank that name begins
// with, or that name is; "" when there is none.
func countyOf(key string) place {
	places, tail := splitPlaces(key)
	if len(places) == 0 && endsIn(tail, "县", "市", "区", "旗") && !endsIn(tail, "社区") && divisionAt(tail) == len(tail) {
		return tail
	}
	for _, p := range slices.Backward(places) {
		if rank(p) == rankCounty {
			return p
		}
	}
	return ""
}
