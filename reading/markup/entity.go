package markup

import (
	"html"
	"strings"
)

// longestEntity is how far behind an ampersand the name of its entity may end, in bytes: longer than any of HTML's.
const longestEntity = 34

// entity decodes the character reference that s begins with, as HTML does: its text and how many bytes of s it takes; 0 where there is none.
func entity(s string) (string, int) {
	end := 1
	for end < len(s) && (end < longestEntity || s[1] == '#') && (isAlnum(s[end]) || s[end] == '#' && end == 1) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	whole := html.UnescapeString(s[:end])
	if whole == s[:end] {
		return "", 0
	}
	// References without a semicolon end before letters that are text: "&ampere" is "&ere".
	rest := 0
	for rest < end-2 && rest < len(whole)-1 && whole[len(whole)-1-rest] == s[end-1-rest] {
		rest++
	}
	return whole[:len(whole)-rest], end - rest
}

func isAlnum(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }

// Unescape decodes the character references of s.
func Unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return html.UnescapeString(s)
}
