package office

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"hash"
	"slices"
	"unicode/utf16"

	"wenjian/ingest/page"
)

// Office documents under a password ([MS-OFFCRYPTO] 2.3.4) are compound files
// of two streams: EncryptionInfo says how the key comes from the password,
// EncryptedPackage is the length of the document in 64 bits and the document,
// a zip container, in AES:
//
//	EncryptionInfo = 4.4 flags32 XML                            "agile", CBC in segments of 4096 bytes
//	               | 2.2, 3.2, 4.2 flags32 length32 header verifier  "standard", ECB
//
// Excel encrypts workbooks that are only protected against changes with a
// password that every program knows; such files open without asking.
const defaultPassword = "VelvetSweatshop"

// maxSpins is how many rounds of hashing a key may cost. Office takes 100,000
// and forbids more than ten million; a million are a third of a second.
const maxSpins = 1 << 20

var (
	errPassword = errors.New("office: the document has another password")
	errCipher   = errors.New("office: the document is encrypted in a way that is not known")
)

// decryptStreams returns the document as it was before it was encrypted with
// the default password; errPassword or errCipher when that cannot be.
func decryptStreams(ctx context.Context, info, body block) ([]byte, error) {
	if len(info) < 8 || len(body) < 8 {
		return nil, errCipher
	}
	var plain []byte
	var err error
	switch major, minor := info.u16(0), info.u16(2); {
	case major == 4 && minor == 4:
		plain, err = decryptAgile(ctx, info[8:], body[8:])
	case major >= 2 && major <= 4 && minor == 2:
		plain, err = decryptStandard(ctx, info[8:], body[8:])
	default:
		err = errCipher
	}
	if err != nil {
		return nil, err
	}
	if size := binary.LittleEndian.Uint64(body); size < uint64(len(plain)) {
		plain = plain[:size]
	}
	return plain, nil
}

// isEncryptedPackage reports whether data is an Office document under a
// password: a compound file with a stream EncryptedPackage ([MS-OFFCRYPTO] 1.3.3).
func isEncryptedPackage(data []byte) bool {
	return bytes.HasPrefix(data, []byte(oleMagic)) && bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"))
}

func failEncrypted() *page.Failure {
	return &page.Failure{Code: page.CodeEncrypted, Reason: "文档有打开密码（已加密），无法读取", Advice: "请用密码打开文档，取消密码后重新保存再导入。"}
}

// readEncrypted reads a document under the default password, whatever it is.
func readEncrypted(ctx context.Context, data []byte, chunks ReadChunk) (page.Page, error) {
	c, err := openCompound(data)
	if err != nil {
		return page.Page{}, failEncrypted()
	}
	if !c.has("EncryptedPackage") { // such a document lies inside another one
		return ReadOLE(ctx, data)
	}
	plain, err := decryptStreams(ctx, c.stream("EncryptionInfo"), c.stream("EncryptedPackage"))
	switch {
	case ctx.Err() != nil:
		return page.Page{}, ctx.Err()
	case err != nil, !IsZip(bytes.NewReader(plain)):
		return page.Page{}, failEncrypted()
	case DetectDocx("", plain):
		return readDocxIn(ctx, plain, chunks, nil)
	case DetectXLSX("", plain):
		return ReadXLSX(ctx, plain)
	}
	return page.Page{}, page.FailUnsupported("加密的 Office 文档，不是文字或表格")
}

// isSheetName tells what an encrypted file is to be called before it is opened.
func isSheetName(ext string) bool { return slices.Contains(XLSXExtensions(), ext) }

// passwordBytes is the default password in UTF-16.
func passwordBytes() []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(defaultPassword)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// spun returns the hash of salt and password, hashed again spins times with a counter.
func spun(ctx context.Context, h hash.Hash, salt []byte, spins int) ([]byte, error) {
	sum := digest(h, salt, passwordBytes())
	var counter [4]byte
	for i := range spins {
		if i%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		binary.LittleEndian.PutUint32(counter[:], uint32(i))
		h.Reset()
		h.Write(counter[:])
		h.Write(sum)
		sum = h.Sum(sum[:0])
	}
	return sum, nil
}

func digest(h hash.Hash, parts ...[]byte) []byte {
	h.Reset()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// fitted returns b cut or filled up to n bytes.
func fitted(b []byte, n int) []byte {
	out := append(make([]byte, 0, n), b[:min(n, len(b))]...)
	for len(out) < n {
		out = append(out, 0x36)
	}
	return out
}

// base64Bytes is an attribute in base64.
type base64Bytes []byte

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *base64Bytes) UnmarshalText(text []byte) (err error) {
	*b, err = base64.StdEncoding.DecodeString(string(text))
	return err
}

// agileKey is an element that says how something is encrypted; the key of the
// package and the password's key to it are described alike.
type agileKey struct {
	Salt      base64Bytes `xml:"saltValue,attr"`
	Cipher    string      `xml:"cipherAlgorithm,attr"`
	Chaining  string      `xml:"cipherChaining,attr"`
	Hash      string      `xml:"hashAlgorithm,attr"`
	KeyBits   int         `xml:"keyBits,attr"`
	Spins     int         `xml:"spinCount,attr"`
	Verifier  base64Bytes `xml:"encryptedVerifierHashInput,attr"`
	Verified  base64Bytes `xml:"encryptedVerifierHashValue,attr"`
	WrappedBy base64Bytes `xml:"encryptedKeyValue,attr"`
}

// newHash returns the hash function of k, nil when k is not to be used.
func (k agileKey) newHash() hash.Hash {
	if k.Cipher != "AES" || k.Chaining != "ChainingModeCBC" || k.KeyBits != 128 && k.KeyBits != 192 && k.KeyBits != 256 {
		return nil
	}
	switch k.Hash {
	case "SHA1", "SHA-1":
		return sha1.New()
	case "SHA256", "SHA-256":
		return sha256.New()
	case "SHA384", "SHA-384":
		return sha512.New384()
	case "SHA512", "SHA-512":
		return sha512.New()
	}
	return nil
}

// The block keys, [MS-OFFCRYPTO] 2.3.4.11 to 13.
var (
	blockVerifier = []byte{0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79}
	blockVerified = []byte{0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e}
	blockKeyValue = []byte{0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6}
)

func decryptAgile(ctx context.Context, info, body []byte) ([]byte, error) {
	var e struct {
		Data agileKey `xml:"keyData"`
		Keys []struct {
			Key *agileKey `xml:"http://schemas.microsoft.com/office/2006/keyEncryptor/password encryptedKey"`
		} `xml:"keyEncryptors>keyEncryptor"`
	}
	if xml.Unmarshal(bytes.TrimRight(info, "\x00"), &e) != nil {
		return nil, errCipher
	}
	for _, k := range e.Keys {
		if k.Key == nil {
			continue // a certificate's
		}
		key, err := k.Key.unwrap(ctx)
		if err != nil {
			return nil, err
		}
		h := e.Data.newHash()
		if h == nil || len(key) < e.Data.KeyBits/8 {
			return nil, errCipher
		}
		return decryptSegments(h, key[:e.Data.KeyBits/8], e.Data.Salt, body)
	}
	return nil, errCipher
}

// unwrap returns the key of the package, if the default password opens k.
func (k agileKey) unwrap(ctx context.Context) ([]byte, error) {
	h := k.newHash()
	if h == nil || k.Spins < 0 || k.Spins > maxSpins {
		return nil, errCipher
	}
	sum, err := spun(ctx, h, k.Salt, k.Spins)
	if err != nil {
		return nil, err
	}
	open := func(block, data []byte) []byte {
		return decryptCBC(fitted(digest(h, sum, block), k.KeyBits/8), fitted(k.Salt, aes.BlockSize), data)
	}
	want := open(blockVerified, k.Verified)
	got := digest(h, open(blockVerifier, k.Verifier))
	if len(want) < len(got) || !bytes.Equal(want[:len(got)], got) {
		return nil, errPassword
	}
	return open(blockKeyValue, k.WrappedBy), nil
}

// decryptSegments decrypts a package; each segment has an initial vector of its own.
func decryptSegments(h hash.Hash, key, salt, body []byte) ([]byte, error) {
	out := make([]byte, 0, len(body))
	var n [4]byte
	for i := 0; len(body) > 0; i++ {
		segment := body[:min(len(body), 4096)]
		body = body[len(segment):]
		binary.LittleEndian.PutUint32(n[:], uint32(i))
		out = append(out, decryptCBC(key, fitted(digest(h, salt, n[:]), aes.BlockSize), segment)...)
	}
	return out, nil
}

// decryptCBC decrypts the whole blocks of data.
func decryptCBC(key, iv, data []byte) []byte {
	c, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data)/aes.BlockSize*aes.BlockSize)
	cipher.NewCBCDecrypter(c, iv).CryptBlocks(out, data[:len(out)])
	return out
}

// decryptStandard decrypts a package as Office 2007 wrote it.
func decryptStandard(ctx context.Context, info block, body []byte) ([]byte, error) {
	header := info.part(4, info.u32(0))
	verifier := info.part(4+len(header), 4+16+16+4+32)
	keyBits := header.u32(16)
	switch header.u32(8) { // the algorithm
	case 0x660E, 0x660F, 0x6610:
	default:
		return nil, errCipher
	}
	if keyBits != 128 && keyBits != 192 && keyBits != 256 || len(verifier) < 72 {
		return nil, errCipher
	}
	h := sha1.New()
	sum, err := spun(ctx, h, verifier[4:20], 50000)
	if err != nil {
		return nil, err
	}
	sum = digest(h, sum, make([]byte, 4))
	key := append(digest(h, padded(sum, 0x36)), digest(h, padded(sum, 0x5c))...)[:keyBits/8]
	want := decryptECB(key, verifier[40:72])
	if got := digest(h, decryptECB(key, verifier[20:36])); !bytes.Equal(want[:len(got)], got) {
		return nil, errPassword
	}
	return decryptECB(key, body), nil
}

// padded returns 64 bytes of pad, the first of them combined with sum.
func padded(sum []byte, pad byte) []byte {
	out := bytes.Repeat([]byte{pad}, 64)
	for i, b := range sum {
		out[i] ^= b
	}
	return out
}

// decryptECB decrypts the whole blocks of data, each for itself.
func decryptECB(key, data []byte) []byte {
	c, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data)/aes.BlockSize*aes.BlockSize)
	for i := 0; i < len(out); i += aes.BlockSize {
		c.Decrypt(out[i:i+aes.BlockSize], data[i:i+aes.BlockSize])
	}
	return out
}
