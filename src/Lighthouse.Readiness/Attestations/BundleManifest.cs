using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Reporting.Json;

namespace Lighthouse.Readiness.Attestations;

/// <summary>The digest of every file of a bundle but the manifest itself and the certificate that signs it.</summary>
/// <param name="Files">File, relative with forward slashes, to SHA-256 in lower-case hex.</param>
internal sealed record BundleManifest([property: JsonPropertyName("files"), JsonRequired] IReadOnlyDictionary<string, string> Files)
{
    private static readonly string[] NotListed = [ArtifactNames.BundleManifest, ArtifactNames.Certificate];

    private static readonly JsonSerializerOptions Strictly = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 4,
    };

    public static BundleManifest Of(BundleFiles files) => new(Listed(files).ToDictionary(name => name, files.Digest));

    /// <exception cref="AttestationException">It is no manifest.</exception>
    public static BundleManifest Read(byte[] utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<BundleManifest>(utf8, Strictly) ?? throw new JsonException("it is null");
        }
        catch (JsonException refused)
        {
            throw new AttestationException(AttestationException.NoManifest, $"'{ArtifactNames.BundleManifest}' is no manifest: {refused.Message}", refused);
        }
    }

    public byte[] ToBytes() => JsonReport.Bytes(new JsonObject
    {
        ["files"] = new JsonObject(Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => KeyValuePair.Create(file.Key, (JsonNode?)file.Value))),
    });

    /// <summary>Compares with what is there, the first thing that does not fit first.</summary>
    /// <exception cref="AttestationException">A file is missing, changed or not listed.</exception>
    public void Require(BundleFiles files)
    {
        var found = Listed(files).ToList();
        foreach (var name in Files.Keys.Except(found).Order(StringComparer.Ordinal))
            throw Other($"'{Untrusted.ForConsole(name)}' is missing; the manifest lists it");
        foreach (var name in found)
        {
            if (!Files.TryGetValue(name, out var digest))
                throw Other($"'{Untrusted.ForConsole(name)}' is not in the manifest; nothing may be added to a bundle");
            if (files.Digest(name) != digest)
                throw Other($"'{Untrusted.ForConsole(name)}' was changed: its digest is not the one in the manifest");
        }
    }

    private static IEnumerable<string> Listed(BundleFiles files) => files.Names.Except(NotListed);

    private static AttestationException Other(string what) => new(AttestationException.OtherFile, $"{what}.");
}
