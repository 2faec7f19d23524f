using System.Security.Cryptography;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;
using Lighthouse.Readiness.TargetProfiles.Reading;

namespace Lighthouse.Readiness.TargetProfiles;

/// <summary>Reads a target profile from YAML as strictly as a runbook: whatever it does not know is a mistake.</summary>
public static class TargetProfileReader
{
    private const string Document = "target profile";

    /// <summary>Reads a profile file.</summary>
    /// <param name="path">The file; at most 1,000,000 bytes of UTF-8.</param>
    /// <exception cref="TargetProfileException">The file is missing, is no YAML, or says something that is not allowed.</exception>
    public static TargetProfile ReadFile(string path) => Guarded(() => ReadText(RunbookSource.ReadFile(path, Document), path));

    /// <summary>Reads a profile from text.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">What messages call it; a description file is looked for beside it.</param>
    /// <exception cref="TargetProfileException">The text is no YAML, or says something that is not allowed.</exception>
    public static TargetProfile Read(ReadOnlyMemory<byte> utf8, string path) => Guarded(() => ReadText(utf8, path));

    /// <summary>The values of all variables that a profile names.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="variable">Gives a variable's value; null when it is not set.</param>
    /// <exception cref="TargetProfileException">A variable is not set, or holds what no request can carry.</exception>
    public static IReadOnlyDictionary<string, string> ReadSecrets(TargetProfile profile, Func<string, string?> variable)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = new List<RunbookError>();
        foreach (var (name, location) in profile.Variables)
        {
            if (variable(name) is { Length: > 0 } value && !value.Any(char.IsControl))
                secrets[name] = value;
            else
                errors.Add(new RunbookError(RunbookCodes.VariableNotSet, location, $"the environment variable {name} is not set, is empty or holds a control character; set it to the secret that the profile names here."));
        }

        return errors.Count == 0 ? secrets : throw new TargetProfileException(errors);
    }

    private static TargetProfile ReadText(ReadOnlyMemory<byte> utf8, string path)
    {
        var mistakes = new Mistakes(path, Document);
        var root = new NodeComposer(path, mistakes).Compose(RunbookSource.Decode(utf8.Span, mistakes, path));
        var profile = ProfileSection.Read(root, Convert.ToHexStringLower(SHA256.HashData(utf8.Span)), path, mistakes);
        mistakes.ThrowIfAny();
        return profile ?? throw new InvalidOperationException("LH2068: a target profile without a mistake was not built.");
    }

    private static TargetProfile Guarded(Func<TargetProfile> read)
    {
        try
        {
            return read();
        }
        catch (RunbookException refusal)
        {
            throw new TargetProfileException(refusal.Errors);
        }
    }
}
