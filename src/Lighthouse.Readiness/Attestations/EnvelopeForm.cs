using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Attestations;

/// <summary>The members of an envelope.</summary>
internal sealed record EnvelopeForm(
    [property: JsonPropertyName("payloadType"), JsonRequired] string PayloadType,
    [property: JsonPropertyName("payload"), JsonRequired] byte[] Payload,
    [property: JsonPropertyName("signatures"), JsonRequired] IReadOnlyList<SignatureForm> Signatures)
{
    public static JsonSerializerOptions Strictly { get; } = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 8,
    };
}

/// <summary>One signature of an envelope.</summary>
internal sealed record SignatureForm(
    [property: JsonPropertyName("keyid"), JsonRequired] string KeyId,
    [property: JsonPropertyName("sig"), JsonRequired] byte[] Sig);
