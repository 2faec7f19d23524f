using System.Text.Json;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Attestations;

/// <summary>A signed results folder whose signature, manifest and files fit together. What it claims is checked by making it again: <see cref="Require"/>.</summary>
public sealed class Bundle
{
    private readonly BundleFiles files;
    private readonly VerificationKey key;
    private readonly byte[] certificate;

    private Bundle(BundleFiles files, VerificationKey key, byte[] certificate, Signer signer) =>
        (this.files, this.key, this.certificate, Signer) = (files, key, certificate, signer);

    /// <summary>Who signed, as the certificate says; the key itself was checked.</summary>
    public Signer Signer { get; }

    /// <summary>Opens a bundle and checks its signature, its manifest and the digest of every file.</summary>
    /// <param name="folder">The folder; nothing in it is trusted.</param>
    /// <param name="trusted">The key that must have signed; null to take the one in the bundle, which shows that nothing was changed since, but not who signed.</param>
    /// <exception cref="AttestationException">The first thing that does not fit.</exception>
    public static Bundle Open(string folder, VerificationKey? trusted)
    {
        var files = BundleFiles.Of(folder);
        var key = trusted ?? VerificationKey.FromPem(System.Text.Encoding.ASCII.GetString(files.Read(ArtifactNames.PublicKey)), $"'{ArtifactNames.PublicKey}'");
        var envelope = DsseEnvelope.Read(files.Read(ArtifactNames.Certificate), ArtifactNames.Certificate);
        envelope.Require(key, ArtifactNames.Certificate);
        var certificate = envelope.Payload.ToArray();
        var (manifest, isSelfMade) = Claims(certificate);
        if (manifest != files.Digest(ArtifactNames.BundleManifest))
            throw new AttestationException(AttestationException.OtherFile, $"'{ArtifactNames.BundleManifest}' is not the one that the certificate signs.");
        BundleManifest.Read(files.Read(ArtifactNames.BundleManifest)).Require(files);
        return new Bundle(files, key, certificate, new Signer(key.Id, isSelfMade));
    }

    /// <summary>Makes every statement again from what was judged again, and compares.</summary>
    /// <exception cref="AttestationException">The first statement that says something else.</exception>
    public void Require(Runbook runbook, Decision decision)
    {
        var attested = BundleWriter.Attested(runbook, decision, files).ToList();
        foreach (var (day, name) in attested)
        {
            var envelope = DsseEnvelope.Read(files.Read(name), name);
            envelope.Require(key, name);
            RequireSame(name, envelope.Payload, Statements.OfDay(runbook, decision, day, files.Digest(ArtifactNames.Evidence(day.Day))));
        }

        var manifest = files.Digest(ArtifactNames.BundleManifest);
        RequireSame(ArtifactNames.Certificate, certificate, Statements.OfDecision(runbook, decision, Signer, manifest, attested.Select(one => (one.Name, files.Digest(one.Name)))));
    }

    private static void RequireSame(string name, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> made)
    {
        if (!signed.SequenceEqual(made))
            throw new AttestationException(AttestationException.OtherStatement, $"'{name}' is signed, but says something else than the evidence gives.");
    }

    // Signed by the trusted key, so a strange form is no attack; it may be a statement about something else.
    private static (string? ManifestDigest, bool IsSelfMade) Claims(byte[] certificate)
    {
        try
        {
            using var document = JsonDocument.Parse(certificate, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            var statement = document.RootElement;
            return (
                statement.GetProperty("subject").EnumerateArray().First().GetProperty("digest").GetProperty("sha256").GetString(),
                statement.GetProperty("predicate").GetProperty("lighthouse_signer").GetProperty("self_made").GetBoolean());
        }
        catch (Exception odd) when (odd is KeyNotFoundException or InvalidOperationException or JsonException)
        {
            throw new AttestationException(AttestationException.OtherStatement, $"'{ArtifactNames.Certificate}' is signed, but is no certificate of a decision.", odd);
        }
    }
}
