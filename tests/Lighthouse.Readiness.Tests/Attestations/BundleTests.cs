using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Xunit;

namespace Lighthouse.Readiness.Tests.Attestations;

public sealed class BundleTests : IDisposable
{
    private readonly SigningKey key = SigningKey.MakeOwn();
    private readonly SignedWeek week;

    public BundleTests() => week = new SignedWeek(key);

    public void Dispose()
    {
        week.Dispose();
        key.Dispose();
    }

    [Fact]
    public void An_honest_bundle_verifies_by_the_key_given_and_by_its_own()
    {
        Assert.Equal(new Signer(key.Verification.Id, IsSelfMade: true), week.Verify(key.Verification).Signer);
        Assert.Equal(key.Verification.Id, week.Verify(trusted: null).Signer.KeyId);
    }

    [Fact]
    public void A_bundle_signed_again_is_as_good()
    {
        BundleWriter.Write(week.Folder, week.Runbook, week.Decision, key);
        week.Verify(key.Verification);
    }

    [Fact]
    public void What_a_killed_process_had_begun_of_a_statement_is_no_part_of_the_next_bundle()
    {
        File.WriteAllText(week[ArtifactNames.DayStatement(week.Runbook.Days[3]) + ".tmp"], "");
        File.WriteAllText(week[ArtifactNames.Certificate + ".tmp"], "{");
        BundleWriter.Write(week.Folder, week.Runbook, week.Decision, key);
        Assert.DoesNotContain(week.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.NotNull(week.Verify(key.Verification));
    }

    [Fact]
    public void A_thousand_tampered_bundles_are_refused()
    {
        const int Seed = 20261127;
        var random = new Random(Seed);
        using var otherRun = new SignedWeek(key, runId: new string('f', 32));
        using var otherKey = SigningKey.MakeOwn();
        using var stranger = new SignedWeek(otherKey);
        var honest = week.Remember();
        var refused = 0;
        for (var round = 0; refused < 1000; round++)
        {
            var how = Tamper(random, otherRun, stranger);
            if (honest.Count == week.Files.Length && honest.All(file => File.ReadAllBytes(file.Key).AsSpan().SequenceEqual(file.Value)))
                continue;
            Assert.True(IsRefused(), $"seed {Seed}, round {round}: {how} was accepted");
            refused++;
            week.Restore(honest);
        }

        week.Verify(key.Verification);
    }

    [Fact]
    public void Whoever_signs_another_decision_with_a_key_of_his_own_is_found_out()
    {
        using var forger = SigningKey.MakeOwn();
        using var forged = new SignedWeek(forger, latency: Verdict.Failed);
        Assert.Equal(AttestationException.NotSigned, Assert.Throws<AttestationException>(() => Bundle.Open(forged.Folder, key.Verification)).Code);
        // Without a trusted key the signature fits; what was judged again does not.
        Assert.Equal(AttestationException.OtherStatement, Assert.Throws<AttestationException>(() => Bundle.Open(forged.Folder, null).Require(week.Runbook, week.Decision)).Code);
    }

    [Fact]
    public void A_link_in_a_bundle_is_refused()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "links need rights there");
        File.Delete(week["summary.md"]);
        File.CreateSymbolicLink(week["summary.md"], "/etc/hostname");
        Assert.Equal(AttestationException.NotABundle, Assert.Throws<AttestationException>(() => week.Verify(key.Verification)).Code);
    }

    [Fact]
    public void The_private_key_is_in_no_file()
    {
        using var given = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var secret = given.ExportParameters(includePrivateParameters: true).D!;
        using var signing = SigningKey.FromPem(given.ExportECPrivateKeyPem(), "the test's key");
        using var signed = new SignedWeek(signing);
        var forms = new[] { Convert.ToHexString(secret), Convert.ToBase64String(given.ExportECPrivateKey())[..40], Convert.ToBase64String(secret)[..40] };
        Assert.All(signed.Files, file => Assert.All(forms, form => Assert.DoesNotContain(form, File.ReadAllText(file), StringComparison.OrdinalIgnoreCase)));
        Assert.False(signed.Verify(signing.Verification).Signer.IsSelfMade);
    }

    [Fact]
    public void The_certificate_is_an_in_toto_statement_that_other_tools_can_read()
    {
        using var envelope = JsonDocument.Parse(File.ReadAllBytes(week[ArtifactNames.Certificate]));
        Assert.Equal("application/vnd.in-toto+json", envelope.RootElement.GetProperty("payloadType").GetString());
        using var statement = JsonDocument.Parse(Convert.FromBase64String(envelope.RootElement.GetProperty("payload").GetString()!));
        var root = statement.RootElement;
        Assert.Equal("https://in-toto.io/Statement/v1", root.GetProperty("_type").GetString());
        Assert.Equal("https://slsa.dev/verification_summary/v1", root.GetProperty("predicateType").GetString());
        var predicate = root.GetProperty("predicate");
        Assert.Equal("PASSED", predicate.GetProperty("verificationResult").GetString());
        Assert.Equal(week.Runbook.Digest, predicate.GetProperty("policy").GetProperty("digest").GetProperty("sha256").GetString());
        Assert.Equal(week.Runbook.Days.Select(ArtifactNames.DayStatement), predicate.GetProperty("inputAttestations").EnumerateArray().Select(input => input.GetProperty("uri").GetString()!));
    }

    [Theory]
    [InlineData(Verdict.Failed)]
    [InlineData(Verdict.Inconclusive)]
    [InlineData(Verdict.NotRun)]
    public void Nothing_but_a_go_is_attested_as_passed(Verdict verdict)
    {
        using var missed = new SignedWeek(key, latency: verdict);
        Assert.Contains("\"verificationResult\": \"FAILED\"", Payload(missed, ArtifactNames.Certificate), StringComparison.Ordinal);
        Assert.Contains("\"result\": \"FAILED\"", Payload(missed, "evidence/tuesday.intoto.json"), StringComparison.Ordinal);
        Assert.Contains("\"result\": \"PASSED\"", Payload(missed, "evidence/monday.intoto.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_runbook_that_was_changed_meanwhile_is_not_signed()
    {
        File.AppendAllText(week.Runbook.Path, "# easier\n");
        Assert.Equal(AttestationException.OtherFile, Assert.Throws<AttestationException>(() => BundleWriter.Write(week.Folder, week.Runbook, week.Decision, key)).Code);
        Assert.False(File.Exists(week[ArtifactNames.Certificate]));
    }

    private static string Payload(SignedWeek signed, string name)
    {
        using var envelope = JsonDocument.Parse(File.ReadAllBytes(signed[name]));
        return Encoding.UTF8.GetString(Convert.FromBase64String(envelope.RootElement.GetProperty("payload").GetString()!));
    }

    private bool IsRefused()
    {
        try
        {
            week.Verify(key.Verification);
            return false;
        }
        catch (AttestationException)
        {
            return true;
        }
    }

    private string Tamper(Random random, SignedWeek otherRun, SignedWeek stranger)
    {
        var files = week.Files;
        var file = files[random.Next(files.Length)];
        var name = Path.GetRelativePath(week.Folder, file);
        var bytes = File.ReadAllBytes(file);
        switch (random.Next(9))
        {
            case 0:
                File.Delete(file);
                return $"{name} deleted";
            case 1:
                File.WriteAllBytes(file, bytes[..random.Next(bytes.Length)]);
                return $"{name} cut";
            case 2:
                File.WriteAllBytes(file, [.. bytes, (byte)random.Next(256)]);
                return $"{name} with a byte more";
            case 3:
                var second = files[random.Next(files.Length)];
                var other = File.ReadAllBytes(second);
                File.WriteAllBytes(second, bytes);
                File.WriteAllBytes(file, other);
                return $"{name} and {Path.GetRelativePath(week.Folder, second)} swapped";
            case 4:
                File.WriteAllText(week[$"added-{random.Next(100)}.json"], "{}");
                return "a file added";
            case 5:
                File.Copy(otherRun[name], file, overwrite: true);
                return $"{name} of another run";
            case 6:
                File.Copy(stranger[name], file, overwrite: true);
                return $"{name} signed by a stranger";
            case 7:
                var text = Encoding.UTF8.GetString(bytes);
                var at = text.IndexOf('{', StringComparison.Ordinal);
                if (at >= 0)
                    File.WriteAllText(file, text.Insert(at + 1, "\"payloadType\": \"application/vnd.in-toto+json\","));
                return $"{name} with a doubled key";
            default:
                var place = random.Next(bytes.Length);
                bytes[place] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(file, bytes);
                return $"{name}, a bit of byte {place} flipped";
        }
    }
}
