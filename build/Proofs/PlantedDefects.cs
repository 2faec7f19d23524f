using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Build.Proofs;

/// <summary>A defect that is planted in what a scan looks at, because no running bridge could show it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gate">The gate that must fail with it.</param>
/// <param name="What">What is wrong, one sentence.</param>
/// <param name="Plant">
/// Plants it in a copy of the repository. The copy has a <c>.git</c> of its own, the <c>obj</c> folders of its shipped projects, and its files'
/// times. Never call it on the repository itself.
/// </param>
internal sealed record PlantedDefect(string Name, string Gate, string What, Action<string> Plant)
{
    /// <summary>Whether it takes the evidence away, so that the gate can not be evaluated instead of failing.</summary>
    public bool LeavesNothingToJudge { get; init; }
}

/// <summary>The defects that prove the scan gates.</summary>
internal static class PlantedDefects
{
    private const string Project = "src/Lighthouse.Bridge";

    /// <summary>Folder in the copy whose advisories are given to the run beside its own, where a defect makes it.</summary>
    public const string GivenAdvisories = "given-advisories";

    public static IReadOnlyList<PlantedDefect> All { get; } =
    [
        new("secret-in-source", "scan-secrets", "A token stands in a source file.", root => Write(root, $"{Project}/Planted.cs", $"internal static class Planted {{ public const string Value = \"{Token()}\"; }}\n")),
        new("secret-in-history", "scan-secrets", "A token was committed once and taken out again.", PlantInHistory),
        new("key-in-documentation", "scan-secrets", "A private key stands in a page of the documentation.", root => Write(root, "docs/planted.md", $"Use this key:\n\n{Key()}\n")),
        new("expired-allowance", "scan-secrets", "A token was allowed for a while that is over.", PlantExpired),
        new("vulnerable-package", "scan-dependencies", "A lock file names a version with a published weakness.", root => Lock(root, "Npgsql", "8.0.2")),
        new("vulnerable-transitive-package", "scan-dependencies", "A package that another one needs has a critical weakness.", PlantAdvisory),
        new("lock-file-withdrawn", "scan-dependencies", "A project is no longer locked to versions.", root => File.Delete(Path.Combine(root, Project, "packages.lock.json"))),
        new("lock-file-differs", "scan-dependencies", "A lock file names another version than the one that was restored.", root => Lock(root, "Polly.Core", "8.9.0")),
        new("broken-cipher", "scan-code", "Shipped code encrypts with a broken algorithm.", root => Result(root, "CA5351", suppression: null)),
        new("sql-from-outside", "scan-code", "Shipped code makes a query of a text from outside.", root => Result(root, "CA2100", suppression: null)),
        new("advisories-31-days-old", "scan-data-age", "The advisories are a day older than they may be.", root => ProofAdvisories.Date(root, -31)),
        new("one-package-known-of-old", "scan-data-age", "All advisories are of today but those of one package.", PlantOldKnowledge),
        new("advisories-without-a-date", "scan-data-age", "Nobody says from when the advisories are.", root => ProofAdvisories.Edit(root, snapshot => snapshot.Remove("date"))) { LeavesNothingToJudge = true },
        new("advisories-from-next-year", "scan-data-age", "The advisories are dated on a day that has not been.", root => ProofAdvisories.Date(root, 300)) { LeavesNothingToJudge = true },
        new("suppressed-without-reason", "scan-code", "A finding was switched off and nobody says why.", root => Result(root, "CA5359", new JsonObject { ["kind"] = "inSource" })),
    ];

    /// <summary>A token that no service issued.</summary>
    public static string Token() => "gh" + "p_" + Letters(36, 1);

    private static string Key()
    {
        var lines = Enumerable.Range(0, 12).Select(line => Letters(64, line + 2));
        return $"-----{"BEGIN"} PRIVATE KEY-----\n{string.Join('\n', lines)}\n-----{"END"} PRIVATE KEY-----";
    }

    // Up to 64 letters; the same for the same seed.
    private static string Letters(int count, int seed)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return string.Concat(SHA512.HashData([(byte)seed]).Take(count).Select(one => Alphabet[one % Alphabet.Length]));
    }

    private static void Write(string root, string file, string content)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static void PlantInHistory(string root)
    {
        Write(root, "planted.txt", Token());
        Git(root, "add", "planted.txt");
        Commit(root, "Planted");
        Git(root, "rm", "--quiet", "planted.txt");
        Commit(root, "Taken out");
    }

    private static void PlantExpired(string root)
    {
        Write(root, "docs/planted.md", $"The token is {Token()}.\n");
        Write(root, "build/secrets-allow.json", """
            { "entries": [ { "rule": "github-token", "file": "docs/planted.md", "digest": "0000000000000000", "reason": "planted", "owner": "Security", "expires": "2020-01-01" } ] }
            """);
    }

    private static void Lock(string root, string package, string version)
    {
        var path = Path.Combine(root, Project, "packages.lock.json");
        var content = JsonNode.Parse(File.ReadAllText(path))!;
        var framework = content["dependencies"]!.AsObject().First().Value!;
        framework[package]!["resolved"] = version;
        File.WriteAllText(path, content.ToJsonString());
    }

    private static void PlantAdvisory(string root) => Write(root, "build/advisories/PLANTED-1.json", """
        {
          "id": "PLANTED-1", "modified": "2026-01-01T00:00:00Z", "summary": "Planted", "database_specific": { "severity": "CRITICAL" },
          "affected": [ { "package": { "ecosystem": "NuGet", "name": "OpenTelemetry.Api" }, "ranges": [ { "type": "ECOSYSTEM", "events": [ { "introduced": "0" } ] } ] } ]
        }
        """);

    private static void PlantOldKnowledge(string root)
    {
        const string Package = "NuGet/Npgsql";
        ProofAdvisories.Edit(root, snapshot => snapshot["covers"]!.AsArray().RemoveAll(one => one!.GetValue<string>() == Package));
        ProofAdvisories.Write(Path.Combine(root, GivenAdvisories), -31, Package);
    }

    private static void Result(string root, string rule, JsonObject? suppression)
    {
        var path = Directory.EnumerateFiles(Path.Combine(root, Project, "obj"), "analysis.sarif", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)!;
        var content = JsonNode.Parse(File.ReadAllText(path))!;
        var result = new JsonObject
        {
            ["ruleId"] = rule, ["level"] = "warning", ["message"] = new JsonObject { ["text"] = "Planted." },
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = $"{Project}/Planted.cs" }, ["region"] = new JsonObject { ["startLine"] = 1 } } }),
        };
        if (suppression is not null)
            result["suppressions"] = new JsonArray(suppression);
        content["runs"]![0]!["results"]!.AsArray().Add(result);
        File.WriteAllText(path, content.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
    }

    private static void Commit(string root, string message) => Git(root, "-c", "user.name=planted", "-c", "user.email=planted@localhost", "commit", "--quiet", "--no-verify", "-m", message);

    private static void Git(string root, params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(root, ".git")))
            throw new InvalidOperationException($"LH4111: '{root}' has no .git folder of its own; defects are planted in copies only.");
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]) { UseShellExecute = false })!;
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException($"LH4112: 'git {string.Join(' ', arguments)}' ended with {git.ExitCode} in '{root}'.");
    }
}
