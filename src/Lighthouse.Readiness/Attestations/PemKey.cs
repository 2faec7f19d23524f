using System.Security.Cryptography;

namespace Lighthouse.Readiness.Attestations;

/// <summary>Reads keys that come from outside.</summary>
internal static class PemKey
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int LargestPem = 16 * 1024;

    /// <exception cref="AttestationException">It is no ECDSA P-256 key.</exception>
    public static ECDsa Read(string pem, string source)
    {
        var key = ECDsa.Create();
        try
        {
            if (pem.Length > LargestPem)
                throw new CryptographicException();
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value == P256)
                return key;
        }
        catch (Exception refused) when (refused is ArgumentException or CryptographicException)
        {
            // The library's message may quote the text, which may be a secret.
        }

        key.Dispose();
        throw new AttestationException(
            AttestationException.NoKey, $"{source} holds no ECDSA key on the curve P-256 in PEM form. Make one with: openssl ecparam -name prime256v1 -genkey -noout -out key.pem");
    }
}
