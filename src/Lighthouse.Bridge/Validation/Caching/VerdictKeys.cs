using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Validation.Paths;
using Lighthouse.Bridge.Validation.Policies;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation.Caching;

/// <summary>Makes the key of a request.</summary>
internal sealed class VerdictKeys(IPathRules paths)
{
    public VerdictKey Of(ValidationRequest request, UnderstoodInput understood, Policy policy) => new(
        request.ToolName, DigestOf(request.ToolInput), DigestOf(understood), request.Caller.AgentId, request.Caller.Role.Name(),
        $"{paths.Project}\n{paths.Home}", MetadataDigest(request, policy), policy.Version);

    /// <summary>SHA-256 of a value's canonical form.</summary>
    public static string DigestOf(JsonElement value)
    {
        using var canonical = new CanonicalJson();
        canonical.Begin();
        canonical.Field("v", value);
        return Convert.ToHexStringLower(SHA256.HashData(canonical.End()));
    }

    /// <summary>
    /// The input says nothing of links in the file system; what it was understood to do does.
    /// </summary>
    private static string DigestOf(UnderstoodInput understood)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var action in understood.Actions)
        {
            Add(hash, action.Program);
            foreach (var argument in action.Arguments) Add(hash, argument);
            foreach (var use in action.Paths) Add(hash, use.Path);
            Add(hash, action.IsOnlyPossible ? "possible" : "sure");
        }

        foreach (var doubt in understood.Doubts) Add(hash, doubt);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string MetadataDigest(ValidationRequest request, Policy policy)
    {
        if (policy.MetadataRead.Count == 0) return "";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in policy.MetadataRead)
        {
            Add(hash, name);
            var isThere = request.Metadata is { ValueKind: JsonValueKind.Object } metadata && metadata.TryGetProperty(name, out var value);
            Add(hash, isThere ? DigestOf(request.Metadata!.Value.GetProperty(name)) : "");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The length first, so that no two lists of texts are one.
    private static void Add(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
