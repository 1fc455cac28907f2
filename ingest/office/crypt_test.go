package office

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"wenjian/ingest/page"
)

// sealedWorkbook returns a workbook with one cell, as Excel writes it that is
// protected by password: "standard" encryption.
func sealedWorkbook(t *testing.T, password string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellValue("Sheet1", "A1", "讲党课三次"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	data, err := excelize.Encrypt(b.Bytes(), &excelize.Options{Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestReadsDefaultPassword(t *testing.T) {
	for _, name := range []string{"a.xlsx", "a.docx", "a"} { // the content decides
		p, err := read(context.Background(), name, sealedWorkbook(t, defaultPassword))
		if err != nil || p.Text != "讲党课三次\n" {
			t.Errorf("%s: %q, %v", name, p.Text, err)
		}
	}
	_, err := read(context.Background(), "a.xlsx", sealedWorkbook(t, "其他密码"))
	var fail *page.Failure
	if !errors.As(err, &fail) || fail.Code != page.CodeEncrypted {
		t.Errorf("another password: %v", err)
	}
}

// sealAgile encrypts plain as Office 2010 and later do and returns the two streams.
func sealAgile(t *testing.T, plain []byte, spins int) (info, body []byte) {
	t.Helper()
	salt, key := bytes.Repeat([]byte{7}, 16), bytes.Repeat([]byte{9}, 32)
	h := sha512.New()
	sum, err := spun(context.Background(), h, salt, spins)
	if err != nil {
		t.Fatal(err)
	}
	seal := func(key, iv, data []byte) []byte {
		c, err := aes.NewCipher(key)
		if err != nil {
			t.Fatal(err)
		}
		out := append(bytes.Clone(data), make([]byte, -len(data)&15)...)
		cipher.NewCBCEncrypter(c, iv).CryptBlocks(out, out)
		return out
	}
	wrap := func(block, data []byte) string {
		return base64.StdEncoding.EncodeToString(seal(fitted(digest(h, sum, block), 32), salt, data))
	}
	input := bytes.Repeat([]byte{5}, 16)
	same := `saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="` + base64.StdEncoding.EncodeToString(salt) + `"`
	info = fmt.Appendf([]byte{4, 0, 4, 0, 0x40, 0, 0, 0}, `<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData %s/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="%d" %s encryptedVerifierHashInput="%s" encryptedVerifierHashValue="%s" encryptedKeyValue="%s"/></keyEncryptor></keyEncryptors></encryption>`,
		same, spins, same, wrap(blockVerifier, input), wrap(blockVerified, digest(h, input)), wrap(blockKeyValue, key))
	body = binary.LittleEndian.AppendUint64(nil, uint64(len(plain)))
	for i := uint32(0); len(plain) > 0; i++ {
		n := min(len(plain), 4096)
		body = append(body, seal(key, fitted(digest(h, salt, binary.LittleEndian.AppendUint32(nil, i)), 16), plain[:n])...)
		plain = plain[n:]
	}
	return info, body
}

func TestDecryptAgile(t *testing.T) {
	plain := []byte(strings.Repeat("PK\x03\x04文件", 1000))
	info, body := sealAgile(t, plain, 1000)
	got, err := decryptStreams(context.Background(), info, body)
	if err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	for name, bad := range map[string][]byte{
		"another password": bytes.Replace(info, []byte(`encryptedVerifierHashInput="`), []byte(`encryptedVerifierHashInput="AAAA`), 1),
		"no key":           info[:20],
		"unknown cipher":   bytes.ReplaceAll(info, []byte(`"AES"`), []byte(`"DES"`)),
		"unknown version":  append([]byte{9, 0, 9}, info[3:]...),
		"no salt":          bytes.ReplaceAll(info, []byte(`saltValue="`), []byte(`other="`)),
	} {
		if _, err := decryptStreams(context.Background(), bad, body); !errors.Is(err, errPassword) && !errors.Is(err, errCipher) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A count of rounds that would take years is not begun.
func TestDecryptRefusesEndlessKey(t *testing.T) {
	info, body := sealAgile(t, []byte("PK"), 10)
	info = bytes.Replace(info, []byte(`spinCount="10"`), []byte(`spinCount="2000000000"`), 1)
	start := time.Now()
	if _, err := decryptStreams(context.Background(), info, body); !errors.Is(err, errCipher) || time.Since(start) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}

func FuzzDecrypt(f *testing.F) {
	f.Add([]byte{4, 0, 4, 0, 0, 0, 0, 0}, []byte("12345678"))
	f.Add(append([]byte{4, 0, 2, 0, 0, 0, 0, 0, 32}, make([]byte, 140)...), make([]byte, 64))
	eachSeed(f, func(data []byte) {
		if c, err := openCompound(data); err == nil && c.has("EncryptionInfo") {
			f.Add(c.stream("EncryptionInfo"), c.stream("EncryptedPackage"))
		}
	}, ".docx", ".xlsx", ".xlsb")
	f.Fuzz(func(t *testing.T, info, body []byte) {
		plain, err := decryptStreams(context.Background(), info, body)
		if len(plain) > len(body) || err == nil && len(body) < 8 {
			t.Fatalf("%d bytes of %d, %v", len(plain), len(body), err)
		}
	})
}
