using System.Security.Cryptography;

namespace Lighthouse.Readiness.Attestations;

/// <summary>Signs what a run attests: an ECDSA key on the curve P-256. It is never written anywhere by this library.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa key;

    private SigningKey(ECDsa key, bool isSelfMade)
    {
        this.key = key;
        IsSelfMade = isSelfMade;
        Verification = VerificationKey.Of(key);
    }

    /// <summary>Whether the run made the key for itself. It shows then that nothing was changed since, but not who decided.</summary>
    public bool IsSelfMade { get; }

    /// <summary>The public half.</summary>
    public VerificationKey Verification { get; }

    /// <summary>Makes a key that is forgotten with this object.</summary>
    public static SigningKey MakeOwn() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), isSelfMade: true);

    /// <summary>Reads a private key in PEM form (<c>EC PRIVATE KEY</c> or <c>PRIVATE KEY</c>).</summary>
    /// <param name="pem">The text.</param>
    /// <param name="source">Where it is from, for messages; the text itself is in none.</param>
    /// <exception cref="AttestationException">It is no such key.</exception>
    public static SigningKey FromPem(string pem, string source)
    {
        var key = PemKey.Read(pem, source);
        try
        {
            // A public key reads as well, and fails at the first signature.
            _ = key.SignData([], HashAlgorithmName.SHA256);
            return new SigningKey(key, isSelfMade: false);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw new AttestationException(AttestationException.NoKey, $"{source} holds a public key; signing needs the private one.");
        }
    }

    /// <summary>Signs bytes; the signature is in DER form, which the tools for DSSE expect.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
