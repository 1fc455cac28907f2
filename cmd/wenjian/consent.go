package main

import (
	"bufio"
	"os"
	"strings"

	"golang.org/x/term"
)

// agrees asks on a terminal; where nobody can answer nobody agrees.
func (a *app) agrees(question string) bool {
	if !terminalInput() {
		return false
	}
	a.printf("%s输入 y 并按回车确认：", question)
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n') // no answer is no consent
	s := strings.ToLower(strings.TrimSpace(answer))
	return s == "y" || s == "是"
}

// terminalInput reports whether a person can be asked.
func terminalInput() bool { return term.IsTerminal(int(os.Stdin.Fd())) }
