using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Readiness.Attestations;
using Xunit;

namespace Lighthouse.Readiness.Tests.Attestations;

public sealed class DsseEnvelopeTests
{
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("""{"a":1}""");

    [Fact]
    public void What_was_written_is_read_back()
    {
        using var key = SigningKey.MakeOwn();
        var read = DsseEnvelope.Read(DsseEnvelope.Sign(Payload, key).ToBytes(), "x");
        read.Require(key.Verification, "x");
        Assert.Equal(Payload, read.Payload.ToArray());
        Assert.Equal(key.Verification.Id, read.KeyId);
    }

    [Fact]
    public void Another_key_did_not_sign_it()
    {
        using SigningKey key = SigningKey.MakeOwn(), other = SigningKey.MakeOwn();
        var refused = Assert.Throws<AttestationException>(() => DsseEnvelope.Sign(Payload, key).Require(other.Verification, "x"));
        Assert.Equal(AttestationException.NotSigned, refused.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"payloadType":"text/plain","payload":"","signatures":[{"keyid":"a","sig":""}]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"","signatures":[]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"","signatures":[null]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"%","signatures":[{"keyid":"a","sig":""}]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"","payload":"","signatures":[{"keyid":"a","sig":""}]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"","signatures":[{"keyid":"a","sig":""}],"more":1}""")]
    public void What_is_no_envelope_is_refused(string text) =>
        Assert.Equal(AttestationException.NoEnvelope, Assert.Throws<AttestationException>(() => DsseEnvelope.Read(Encoding.UTF8.GetBytes(text), "x")).Code);

    [Fact]
    public void Random_bytes_are_refused_and_nothing_else_happens()
    {
        var random = new Random(5);
        var honest = DsseEnvelope.Sign(Payload, SigningKey.MakeOwn()).ToBytes();
        for (var round = 0; round < 2000; round++)
        {
            var bytes = (byte[])honest.Clone();
            for (var change = 0; change <= round % 4; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                DsseEnvelope.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)), "x");
            }
            catch (AttestationException refused)
            {
                Assert.Equal(AttestationException.NoEnvelope, refused.Code);
            }
        }
    }

    [Fact]
    public async Task Openssl_verifies_the_signature_over_the_pre_authentication_encoding()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not installed");
        using var key = SigningKey.MakeOwn();
        var folder = Directory.CreateTempSubdirectory("lighthouse-dsse-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            using var envelope = System.Text.Json.JsonDocument.Parse(DsseEnvelope.Sign(Payload, key).ToBytes());
            await File.WriteAllBytesAsync(At("sig"), Convert.FromBase64String(envelope.RootElement.GetProperty("signatures")[0].GetProperty("sig").GetString()!), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(At("key.pem"), key.Verification.Pem, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(At("signed"), """DSSEv1 28 application/vnd.in-toto+json 7 {"a":1}""", TestContext.Current.CancellationToken);
            using var openssl = Process.Start(new ProcessStartInfo("/usr/bin/openssl", ["dgst", "-sha256", "-verify", At("key.pem"), "-signature", At("sig"), At("signed")]) { RedirectStandardOutput = true })!;
            await openssl.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, openssl.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
