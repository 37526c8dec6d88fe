// A registry in memory on loopback, twice: with the referrers API, and without, as many registries still are.
// Prints the two addresses, and ends with its standard input.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/registry"
)

func serve(options ...registry.Option) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	silent := registry.Logger(log.New(io.Discard, "", 0))
	go func() { log.Fatal(http.Serve(listener, registry.New(append(options, silent)...))) }()
	return listener.Addr().String()
}

func main() {
	fmt.Println(serve(registry.WithReferrersSupport(true)), serve())
	_, _ = io.Copy(io.Discard, os.Stdin)
}
