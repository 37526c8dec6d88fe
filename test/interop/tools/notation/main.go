// Signs and verifies with the Notary Project's own library, as its command line does; that one is not to be had as a Go module.
//
//	notation sign         REFERENCE FOLDER jws|cose [EXPIRY]
//	notation verify       REFERENCE CONFIG
//	notation certificates FOLDER KIND
//
// FOLDER holds what `certificates` writes. CONFIG is a folder with `trustpolicy.json` and `truststore`. Registries are asked in plain HTTP. A refusal goes to standard
// error and ends with 1; what is no answer about a signature ends with 2.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/notaryproject/notation-core-go/signature/cose"
	"github.com/notaryproject/notation-core-go/signature/jws"
	"github.com/notaryproject/notation-go"
	"github.com/notaryproject/notation-go/dir"
	"github.com/notaryproject/notation-go/registry"
	"github.com/notaryproject/notation-go/signer"
	"github.com/notaryproject/notation-go/verifier"
	"oras.land/oras-go/v2/registry/remote"
)

var mediaTypes = map[string]string{"jws": jws.MediaTypeEnvelope, "cose": cose.MediaTypeEnvelope}

func connect(reference string) (registry.Repository, error) {
	repository, err := remote.NewRepository(reference)
	if err != nil {
		return nil, err
	}
	repository.PlainHTTP = true
	return registry.NewRepository(repository), nil
}

func sign(reference, folder, format string, expiry time.Duration) error {
	repository, err := connect(reference)
	if err != nil {
		return err
	}
	with, err := signer.NewGenericSignerFromFiles(filepath.Join(folder, "key.pem"), filepath.Join(folder, "chain.pem"))
	if err != nil {
		return err
	}
	_, err = notation.Sign(context.Background(), with, repository, notation.SignOptions{
		ArtifactReference: reference,
		SignerSignOptions: notation.SignerSignOptions{SignatureMediaType: mediaTypes[format], ExpiryDuration: expiry},
	})
	return err
}

func verify(reference, config string) error {
	dir.UserConfigDir = config
	repository, err := connect(reference)
	if err != nil {
		return err
	}
	with, err := verifier.NewFromConfig()
	if err != nil {
		return err
	}
	_, outcomes, err := notation.Verify(context.Background(), with, repository, notation.VerifyOptions{
		ArtifactReference:    reference,
		MaxSignatureAttempts: 100,
	})
	for _, outcome := range outcomes {
		for _, result := range outcome.VerificationResults {
			fmt.Println(result.Type, result.Action, result.Error)
		}
	}
	return err
}

func run(arguments []string) error {
	if len(arguments) < 3 {
		return errors.New("see the head of main.go")
	}
	switch command := arguments[0]; command {
	case "sign":
		if len(arguments) < 4 {
			return errors.New("sign REFERENCE FOLDER jws|cose [EXPIRY]")
		}
		var expiry time.Duration
		if len(arguments) > 4 {
			var err error
			if expiry, err = time.ParseDuration(arguments[4]); err != nil {
				return err
			}
		}
		return sign(arguments[1], arguments[2], arguments[3], expiry)
	case "verify":
		return verify(arguments[1], arguments[2])
	case "certificates":
		return certificates(arguments[1], arguments[2])
	default:
		return fmt.Errorf("no such command: %s", command)
	}
}

// refused tells a judgement about signatures from a failure to reach or read something.
func refused(err error) bool {
	var failed notation.ErrorVerificationFailed
	var none notation.ErrorSignatureRetrievalFailed
	var policy notation.ErrorNoApplicableTrustPolicy
	return errors.As(err, &failed) || errors.As(err, &none) || errors.As(err, &policy)
}

func main() {
	err := run(os.Args[1:])
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, err)
	if refused(err) {
		os.Exit(1)
	}
	os.Exit(2)
}
