using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Evidence.Lines;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Tests.Evidence;

/// <summary>Other readers' views of the specimen, and a forger who knows how digest and chain are made.</summary>
internal static class Readers
{
    /// <summary>The specimen's run, but for one mark.</summary>
    public static RunIdentity Other(string mark) => mark switch
    {
        "run" => Specimen.Identity with { RunId = "other" },
        "commit" => Specimen.Identity with { Commit = "other" },
        "runbook" => Specimen.Identity with { RunbookDigest = "other" },
        "profile" => Specimen.Identity with { Profile = Profile.Full },
        "seed" => Specimen.Identity with { Seed = 1 },
        _ => Specimen.Identity,
    };

    /// <summary>Changes one line's text and makes its digest, and the chain of all lines after it, fit again.</summary>
    public static void Forge(string path, int line, Func<string, string> change)
    {
        string[] lines = File.ReadAllLines(path);
        lines[line - 1] = Signed(change(Unsigned(lines[line - 1])));
        for (var next = line; next < lines.Length; next++)
        {
            var json = JsonNode.Parse(Unsigned(lines[next]))!.AsObject();
            json["previous"] = LineCodec.Hash(Encoding.UTF8.GetBytes(lines[next - 1]));
            lines[next] = Signed(json.ToJsonString());
        }

        File.WriteAllText(path, string.Concat(lines.Select(text => text + "\n")));
    }

    private static string Unsigned(string line) => line[..line.LastIndexOf(",\"digest\":", StringComparison.Ordinal)] + "}";

    private static string Signed(string json) =>
        json.EndsWith('}') ? $"{json[..^1]},\"digest\":\"{LineCodec.Hash(Encoding.UTF8.GetBytes(json[..^1]))}\"}}" : json;
}
