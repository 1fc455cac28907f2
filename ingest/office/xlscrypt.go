package office

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
)

// A workbook of Excel 97 to 2003 whose structure is protected is encrypted
// with the password that every program knows ([MS-XLS] 2.2.10, [MS-OFFCRYPTO]
// 2.3.6): RC4, a key to each block of 1,024 bytes of the stream. The heads of
// records are not encrypted, nor are a few records that tell about the file.
//
//	FilePass = 1 16, 1 16, 1 16, salt[16] verifier[16] hash[16]
const rc4Block = 1024

// A passKey is what the keys of all blocks come from.
type passKey [5]byte

func newPassKey(password, salt []byte) (k passKey) {
	first := md5.Sum(password)
	h := md5.New()
	for range 16 {
		h.Write(first[:len(k)])
		h.Write(salt)
	}
	copy(k[:], h.Sum(nil))
	return k
}

// stream returns the cipher of a block.
func (k passKey) stream(n int) *rc4.Cipher {
	key := md5.Sum(binary.LittleEndian.AppendUint32(k[:len(k):len(k)], uint32(n)))
	c, err := rc4.NewCipher(key[:])
	if err != nil {
		return nil // never: the key has 16 bytes
	}
	return c
}

// opens reports whether k is the key with which verifier and hash were encrypted.
func (k passKey) opens(verifier, hash []byte) bool {
	c := k.stream(0)
	plain := make([]byte, len(verifier))
	c.XORKeyStream(plain, verifier)
	want := make([]byte, len(hash))
	c.XORKeyStream(want, hash)
	got := md5.Sum(plain)
	return bytes.Equal(got[:], want)
}

// unlocked returns the stream of a workbook as it was before it was encrypted
// with the default password, or nil when it has another one or another cipher.
func unlocked(stream, filePass block) block {
	if filePass.u16(0) != 1 || filePass.u16(2) != 1 || filePass.u16(4) != 1 || len(filePass) < 54 {
		return nil
	}
	key := newPassKey(passwordBytes(), filePass.part(6, 16))
	if !key.opens(filePass.part(22, 16), filePass.part(38, 16)) {
		return nil
	}
	mask := make([]byte, len(stream))
	for i := 0; i*rc4Block < len(mask); i++ {
		part := mask[i*rc4Block : min(len(mask), (i+1)*rc4Block)]
		key.stream(i).XORKeyStream(part, part)
	}
	out := bytes.Clone(stream)
	for at := 0; at+4 <= len(stream); {
		kind, end := stream.u16(at), min(len(stream), at+4+stream.u16(at+2))
		from := at + 4
		switch kind {
		case xlsBOF, xlsFilePass, 0xE1, 0x138, 0x194, 0x195, 0x196: // never encrypted
			from = end
		case xlsBoundSheet: // nor where a sheet lies
			from = min(end, from+4)
		}
		for i := from; i < end; i++ {
			out[i] ^= mask[i]
		}
		at = end
	}
	return out
}
