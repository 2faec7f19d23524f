using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>A certificate that nobody but the test trusts.</summary>
internal static class SelfSigned
{
    /// <summary>A fresh one for localhost, with its key.</summary>
    public static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2_048);
        var named = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return named.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
