using System.Security.Cryptography;
using Lighthouse.Readiness.Attestations;
using Xunit;

namespace Lighthouse.Readiness.Tests.Attestations;

public sealed class SigningKeyTests
{
    [Fact]
    public void Both_usual_forms_of_a_private_key_are_read()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var first = SigningKey.FromPem(made.ExportECPrivateKeyPem(), "a");
        using var second = SigningKey.FromPem(made.ExportPkcs8PrivateKeyPem(), "b");
        var trusted = VerificationKey.FromPem(made.ExportSubjectPublicKeyInfoPem(), "c");
        Assert.Equal([trusted.Id, trusted.Id], [first.Verification.Id, second.Verification.Id]);
        DsseEnvelope.Sign([1, 2, 3], first).Require(trusted, "x");
    }

    [Fact]
    public void What_is_no_such_key_is_refused_without_being_quoted()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] wrong = ["", "secret text", curve.ExportECPrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), made.ExportSubjectPublicKeyInfoPem(), made.ExportECPrivateKeyPem() + new string(' ', 20_000)];
        Assert.All(wrong, pem =>
        {
            var refused = Assert.Throws<AttestationException>(() => SigningKey.FromPem(pem, "the file 'k.pem'"));
            Assert.Equal(AttestationException.NoKey, refused.Code);
            Assert.Contains("k.pem", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret text", refused.ToString(), StringComparison.Ordinal);
        });
    }
}
