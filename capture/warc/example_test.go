package warc_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"rapporteur/capture/warc"
)

// A file whose first record is damaged; the second is read.
func ExampleRead() {
	file := strings.NewReader("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 500\r\n\r\nHTTP/1.1 200 OK\r\n\r\nlost\r\n\r\n" +
		"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/harbour\r\nContent-Length: 58\r\n\r\n" +
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nSpring, then.\r\n\r\n")
	for r, err := range warc.Read(file, warc.Limits{}) {
		var damage *warc.Damage
		switch {
		case errors.As(err, &damage):
			fmt.Println("passed over:", damage)
		case err != nil:
			log.Fatal(err)
		default:
			p, err := r.Payload()
			fmt.Printf("%s %s: %q %v\n", r.TargetURI, p.MediaType, p.Body, err)
		}
	}
	// Output:
	// passed over: record 1 at byte 0: the Content-Length says 500 bytes, and 189 are there
	// https://news.example/harbour text/plain: "Spring, then." <nil>
}
