using System.Security.Cryptography;

namespace Lighthouse.Readiness.Attestations;

/// <summary>Checks signatures: the public half of a <see cref="SigningKey"/>.</summary>
public sealed class VerificationKey
{
    private readonly byte[] publicKey;

    private VerificationKey(byte[] publicKey)
    {
        this.publicKey = publicKey;
        Id = Convert.ToHexStringLower(SHA256.HashData(publicKey));
    }

    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo, lower-case hex.</summary>
    public string Id { get; }

    /// <summary>The key in PEM form, with a line end.</summary>
    public string Pem => PemEncoding.WriteString("PUBLIC KEY", publicKey) + "\n";

    /// <summary>Reads a key in PEM form; of a private key it takes the public half.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="AttestationException">It is no ECDSA P-256 key.</exception>
    public static VerificationKey FromPem(string pem, string source)
    {
        using var key = PemKey.Read(pem, source);
        return Of(key);
    }

    internal static VerificationKey Of(ECDsa key) => new(key.ExportSubjectPublicKeyInfo());

    internal bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // Not even the form of a signature.
            return false;
        }
    }
}
