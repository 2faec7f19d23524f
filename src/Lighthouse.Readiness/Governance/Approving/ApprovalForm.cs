using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Governance.Approving;

/// <summary>The members of an approval's statement.</summary>
internal sealed record ApprovalForm(
    [property: JsonPropertyName("_type"), JsonRequired] string Type,
    [property: JsonPropertyName("subject"), JsonRequired] IReadOnlyList<SubjectForm> Subject,
    [property: JsonPropertyName("predicateType"), JsonRequired] string PredicateType,
    [property: JsonPropertyName("predicate"), JsonRequired] PredicateForm Predicate)
{
    public static JsonSerializerOptions Strictly { get; } = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 8,
    };
}

/// <summary>What is approved, by its digest.</summary>
internal sealed record SubjectForm(
    [property: JsonPropertyName("name"), JsonRequired] string Name,
    [property: JsonPropertyName("digest"), JsonRequired] IReadOnlyDictionary<string, string> Digest);

/// <summary>Who approves what, and for how long.</summary>
internal sealed record PredicateForm(
    [property: JsonPropertyName("role"), JsonRequired] string Role,
    [property: JsonPropertyName("matter"), JsonRequired] string Matter,
    [property: JsonPropertyName("profile"), JsonRequired] string Profile,
    [property: JsonPropertyName("on"), JsonRequired] string On,
    [property: JsonPropertyName("expires"), JsonRequired] string Expires);
