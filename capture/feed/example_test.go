package feed_test

import (
	"fmt"
	"strings"

	"rapporteur/capture/feed"
)

// A quotation in an item is led back to the bytes of the feed.
func ExampleParse() {
	source := []byte(`<rss><channel><title>Varnia Herald</title><item><title>Bridge</title>
<description>&lt;p&gt;&#8220;It is closed,&#8221; said Kolt.&lt;/p&gt;</description></item></channel></rss>`)
	f, err := feed.Items(source, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, place := range f.Items {
		item := source[place.Start:place.End]
		says, err := feed.Parse(item, f.MediaType, f.Charset)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(says.Summary.Text)
		from := strings.Index(says.Summary.Text, "“")
		to := strings.Index(says.Summary.Text, "”") + len("”")
		start, end := says.Summary.Bytes(from, to)
		fmt.Printf("%s\n", item[start:end])
	}
	// Output:
	// <p>“It is closed,” said Kolt.</p>
	// &#8220;It is closed,&#8221;
}
