// Command rapporteur reads news in many languages and keeps a record of who said what. This package holds flags and wiring, nothing else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit statuses, as --help tells them.
const (
	exitInput  = 1 // some input could not be read; the rest was done
	exitUsage  = 2
	exitRecord = 3 // the record cannot be used
	exitListen = 4 // the address cannot be listened on
)

var version = "0.1.0"

type cli struct {
	Read    readCommand    `cmd:"" help:"Print who says what in captures."`
	Add     addCommand     `cmd:"" help:"Read captures into the record."`
	Reread  rereadCommand  `cmd:"" help:"Read the record's captures again, knowing what comes back on each outlet's pages."`
	Show    showCommand    `cmd:"" help:"Show a capture's reading, or the bytes behind a span of it."`
	Find    findCommand    `cmd:"" help:"Ask the record who said what."`
	Serve   serveCommand   `cmd:"" help:"Show the record as pages on this machine."`
	Demo    demoCommand    `cmd:"" help:"Show a record of invented news, made anew in a temporary folder."`
	Bench   benchCommand   `cmd:"" help:"Measure how fast this machine reads."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

const about = `Reads captures of news in many languages and keeps a record of who said what, to whom, when and through which agency, with the exact
characters of the exact capture under every fact.

Examples:
  rapporteur demo
  rapporteur read article.txt
  rapporteur read --json captures/ > readings.jsonl
  rapporteur add captures/
  rapporteur find bridge --by Kolt --from 2031-01-01

Exit status: 0 all done; 1 some input could not be read; 2 wrong usage; 3 the record cannot be used; 4 the address cannot be used.`

// failure is an error that ends the program with a status of its own.
type failure struct {
	error
	status int
}

// console is where a command reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
}

// memoryAim is what the garbage collector works harder to stay under, beside the model's weights, which the system maps; a GOMEMLIMIT of the
// environment goes first.
const memoryAim = 256 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryAim)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(status)
}

// run runs one command and gives its exit status.
func run(ctx context.Context, args []string, c console) (status int) {
	defer func() {
		if e := recover(); e != nil {
			s, ok := e.(exit)
			if !ok {
				panic(e)
			}
			status = int(s)
		}
	}()
	parser, err := kong.New(&cli{}, kong.Name("rapporteur"), kong.Description(about), kong.Writers(c.out, c.err), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(c), kong.Vars{"record": defaultRecord()}, kong.Exit(func(s int) { panic(exit(s)) }), kong.Help(helpWithExamples))
	if err != nil {
		fmt.Fprintln(c.err, "rapporteur:", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(c.err, "rapporteur: %v; see rapporteur --help\n", err)
		return exitUsage
	}
	if err := k.Run(); err != nil {
		fmt.Fprintln(c.err, "rapporteur:", err)
		var f failure
		if errors.As(err, &f) {
			return f.status
		}
		return exitInput
	}
	return 0
}

// exit carries kong's wish to end the program (after --help) to run.
type exit int

// helpWithExamples prints the help, and the command's examples after it.
func helpWithExamples(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	if n := ctx.Selected(); n != nil && examples[n.Path()] != "" {
		fmt.Fprint(ctx.Stdout, "\nExamples:\n", examples[n.Path()])
	}
	return nil
}

var examples = map[string]string{
	"read":   "  rapporteur read article.html\n  rapporteur read crawl.warc.gz feed.xml https://vell.example/bridge\n  rapporteur read --json --map captures/ > readings.jsonl\n  rapporteur read --min-confidence 0.9 article.html\n  rapporteur read --explain article.html\n  cat article.txt | rapporteur read -\n",
	"add":    "  rapporteur add captures/\n  rapporteur add --record news.db monday.txt tuesday.txt\n",
	"reread": "  rapporteur reread\n  rapporteur reread --outlet vell.example\n",
	"show":   "  rapporteur show sha256:4f0c9a1b22\n  rapporteur show article.html --span 120:168\n  rapporteur show article.html --span 120:168 --raw | xxd\n  rapporteur show sha256:4f0c9a1b22 --span 120:168 --json\n",
	"find":   "  rapporteur find sanctions --by Колт\n  rapporteur find --by \"Ana Kolt\" --kind direct --from 2031-01-01 --json\n  rapporteur find --via TASS --lang mk\n",
	"serve":  "  rapporteur serve\n  rapporteur serve --record news.db --listen 127.0.0.1:9000\n",
	"demo":   "  rapporteur demo\n  rapporteur demo --listen 127.0.0.1:9000\n",
	"bench":  "  rapporteur bench\n  rapporteur bench read pages/\n  rapporteur bench encode --seconds 1\n",
}
