using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Readiness.Reporting.Json;

namespace Lighthouse.Readiness.Attestations;

/// <summary>
/// A signed payload in the form of DSSE (Dead Simple Signing Envelope, version 1): what is signed is the payload's type and its bytes,
/// so that nobody has to agree on a canonical form of JSON.
/// </summary>
public sealed class DsseEnvelope
{
    /// <summary>The type of in-toto statements.</summary>
    public const string StatementType = "application/vnd.in-toto+json";

    /// <summary>The largest envelope that is read, in bytes.</summary>
    public const int LargestBytes = 4 * 1024 * 1024;

    private readonly byte[] payload;
    private readonly byte[] signature;

    private DsseEnvelope(byte[] payload, string keyId, byte[] signature) => (this.payload, KeyId, this.signature) = (payload, keyId, signature);

    /// <summary>The signed bytes.</summary>
    public ReadOnlySpan<byte> Payload => payload;

    /// <summary>The key that is said to have signed. It is only a name: a signature is checked by the key that the reader trusts.</summary>
    public string KeyId { get; }

    /// <summary>Signs a statement.</summary>
    public static DsseEnvelope Sign(byte[] payload, SigningKey key) => new(payload, key.Verification.Id, key.Sign(PreAuthentication(payload)));

    /// <summary>Reads an envelope: one signature, the type of statements, nothing unknown and nothing twice.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="AttestationException">It is no such envelope.</exception>
    public static DsseEnvelope Read(ReadOnlySpan<byte> utf8, string source)
    {
        try
        {
            if (utf8.Length > LargestBytes)
                throw new JsonException($"it has {utf8.Length:#,##0} bytes; at most {LargestBytes:#,##0} are allowed");
            var form = JsonSerializer.Deserialize<EnvelopeForm>(utf8, EnvelopeForm.Strictly) ?? throw new JsonException("it is null");
            if (form.PayloadType != StatementType)
                throw new JsonException($"its payload type is '{form.PayloadType}', not '{StatementType}'");
            if (form.Signatures is not [{ } signed])
                throw new JsonException($"it has {form.Signatures.Count} signatures; exactly 1 is allowed");
            var envelope = new DsseEnvelope(form.Payload, signed.KeyId, signed.Sig);
            // Base64 and JSON can say one thing in several ways, and none of that is signed.
            return utf8.SequenceEqual(envelope.ToBytes()) ? envelope : throw new JsonException("it is not written as this library writes it");
        }
        catch (JsonException refused)
        {
            throw new AttestationException(AttestationException.NoEnvelope, $"'{source}' is no signed statement: {refused.Message}.", refused);
        }
    }

    /// <summary>The envelope as a file.</summary>
    public byte[] ToBytes() => JsonReport.Bytes(new JsonObject
    {
        ["payloadType"] = StatementType,
        ["payload"] = Convert.ToBase64String(payload),
        ["signatures"] = new JsonArray(new JsonObject { ["keyid"] = KeyId, ["sig"] = Convert.ToBase64String(signature) }),
    });

    /// <summary>Checks the signature.</summary>
    /// <exception cref="AttestationException">It is not one of this key over this payload.</exception>
    public void Require(VerificationKey key, string source)
    {
        if (KeyId != key.Id || !key.Verify(PreAuthentication(payload), signature))
            throw new AttestationException(AttestationException.NotSigned, $"'{source}' does not carry a signature of key {key.Id[..16]}; it was changed, or another key signed it.");
    }

    // DSSE's pre-authentication encoding: lengths stand before the parts, so that no part can grow into the next.
    private static byte[] PreAuthentication(byte[] payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {StatementType.Length} {StatementType} {payload.Length} "), .. payload];
}
