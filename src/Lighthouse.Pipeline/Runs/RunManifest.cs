using System.Text.Json;
using System.Text.Json.Serialization;
using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Pipeline.Runs;

/// <summary>What is known of a run beside its evidence logs: who it is and where each log ended.</summary>
/// <param name="Identity">The run.</param>
/// <param name="Started">When it began.</param>
/// <param name="Heads">Per day, the end of its log: a log that ends elsewhere was cut or replaced.</param>
/// <param name="DecidedAt">When the decision was made; null before.</param>
internal sealed record RunManifest(
    [property: JsonRequired] RunIdentity Identity,
    [property: JsonRequired] DateTimeOffset Started,
    [property: JsonRequired] IReadOnlyDictionary<string, EvidenceHead> Heads,
    DateTimeOffset? DecidedAt)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public RunManifest With(string day, EvidenceHead head) =>
        this with { Heads = new Dictionary<string, EvidenceHead>(Heads) { [day] = head } };

    /// <summary>Writes it beside its place and moves it there, so that a kill leaves the old one or the new one.</summary>
    public void Write(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var beside = path + ".new";
            File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(this, Format));
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(ExitCode.NoDecision, $"LH5013: '{path}' cannot be written: {problem.Message}. Make room, or choose another folder with --artifacts=DIR.", problem);
        }
    }

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="PipelineException">There is one that makes no sense.</exception>
    public static RunManifest? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var manifest = JsonSerializer.Deserialize<RunManifest>(File.ReadAllBytes(path), Format);
            return manifest is { Identity: not null, Heads: not null } ? manifest : throw new JsonException("it is incomplete");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new PipelineException(ExitCode.NoDecision, $"LH5014: '{path}' cannot be read: {problem.Message} Run the days again.", problem);
        }
    }
}
