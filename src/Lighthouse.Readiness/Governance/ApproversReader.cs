using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Governance;

/// <summary>Reads the file of trusted keys: <c>approvers:</c>, a list of role and key (SubjectPublicKeyInfo, base64).</summary>
public static class ApproversReader
{
    private const string Document = "file of approvers";

    private static readonly KeySet File = new("a file of approvers", ["approvers"], []);
    private static readonly KeySet Entry = new("an approver", ["role", "key"], []);
    private static readonly TextForm Key = new(200, "^[A-Za-z0-9+/ ]+={0,2}$", "the base64 lines of an ECDSA P-256 public key, without their BEGIN and END");

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file; at most 1,000,000 bytes of UTF-8.</param>
    /// <exception cref="RunbookException">The file is missing, is no YAML, or says something that is not allowed.</exception>
    public static Approvers ReadFile(string path) => Read(RunbookSource.ReadFile(path, Document), path);

    /// <summary>Reads the keys from text; <paramref name="path"/> is used in messages.</summary>
    /// <exception cref="RunbookException">The text is no YAML, or says something that is not allowed.</exception>
    public static Approvers Read(ReadOnlyMemory<byte> utf8, string path)
    {
        var mistakes = new Mistakes(path, Document);
        var root = new NodeComposer(path, mistakes).Compose(RunbookSource.Decode(utf8.Span, mistakes, path));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<(string, VerificationKey)> keys = MapReader.Open(root, File, mistakes) is { } map && map.Find("approvers") is { IsNothing: false }
            ? [.. map.List("approvers").Select(node => ReadOne(node, seen, mistakes)).OfType<(string, VerificationKey)>()]
            : [];
        mistakes.ThrowIfAny();
        return new Approvers(keys);
    }

    private static (string, VerificationKey)? ReadOne(Node node, HashSet<string> seen, Mistakes mistakes)
    {
        if (MapReader.Open(node, Entry, mistakes) is not { } map)
            return null;
        var role = map.Text("role", TextForm.Role);
        var text = map.Text("key", Key);
        if (text.Length == 0)
            return null;
        try
        {
            var key = VerificationKey.FromPem($"-----BEGIN PUBLIC KEY-----\n{text.Replace(' ', '\n')}\n-----END PUBLIC KEY-----\n", "the key");
            // Whoever holds one key is one pair of eyes.
            if (!seen.Add(key.Id))
                mistakes.Add(RunbookCodes.Repeated, map.LocationOf("key"), $"the key of '{role}' is there already; a key belongs to one role.");
            return (role, key);
        }
        catch (AttestationException)
        {
            mistakes.Add(RunbookCodes.Form, map.LocationOf("key"), $"the key of '{role}' is no ECDSA key on the curve P-256; write {Key.Description}.");
            return null;
        }
    }
}
