using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lighthouse.Readiness.Evidence.Storage;

namespace Lighthouse.Readiness.Triage;

/// <summary>The audit trail of findings as a file: a JSON line an entry, each with the SHA-256 of the line before. It is only ever added to.</summary>
public static class RegisterFile
{
    private const long Largest = 256L * 1024 * 1024;
    private const string NoLine = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads a register; a missing file is an empty one.</summary>
    /// <exception cref="RegisterException">It was changed, cut in the middle of a line, or is no register.</exception>
    public static FindingRegister Read(string path) => new(ReadLines(path).Entries);

    /// <summary>Adds entries at the end and waits until they are stored; with none the file is not touched.</summary>
    /// <exception cref="RegisterException">What is there is damaged, or it could not be written.</exception>
    public static void Append(string path, IReadOnlyList<TriageEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
            return;
        var previous = ReadLines(path).Head;
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            var line = JsonSerializer.Serialize(new RegisterLine(previous, entry), Format);
            text.Append(line).Append('\n');
            previous = Hash(line);
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = StableFile.Open(path);
            file.Append(Encoding.UTF8.GetBytes(text.ToString()));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or Evidence.EvidenceException)
        {
            throw new RegisterException($"LH5701: the register of findings '{path}' cannot be written: {problem.Message}", problem);
        }
    }

    private static (List<TriageEntry> Entries, string Head) ReadLines(string path)
    {
        var entries = new List<TriageEntry>();
        var previous = NoLine;
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            var read = Parse(path, number, line);
            if (read.Previous != previous)
                throw Damaged(path, number, "it does not follow the line before it");
            entries.Add(read.Entry);
            previous = Hash(line);
        }

        return (entries, previous);
    }

    private static string[] Lines(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return [];
            if (file.Length > Largest)
                throw new RegisterException($"LH5703: the register of findings '{path}' has {file.Length:#,##0} bytes; at most {Largest:#,##0} are allowed. Begin a new one and keep this.");
            var text = File.ReadAllText(path);
            return text.Length == 0 ? [] : text.EndsWith('\n') ? text[..^1].Split('\n') : throw Damaged(path, text.Count(letter => letter == '\n') + 1, "it is incomplete");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RegisterException($"LH5704: the register of findings '{path}' cannot be read: {problem.Message}", problem);
        }
    }

    private static RegisterLine Parse(string path, int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RegisterLine>(line, Format) ?? throw Damaged(path, number, "it is null");
        }
        catch (JsonException problem)
        {
            throw Damaged(path, number, $"it is no entry ({problem.Message})");
        }
    }

    private static string Hash(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    private static RegisterException Damaged(string path, int number, string why) =>
        new($"LH5702: the register of findings '{path}', line {number}: {why}. It is left as it is; restore it, or move it away to begin a new one.");

    private sealed record RegisterLine(string Previous, TriageEntry Entry);
}

/// <summary>The register of findings cannot be read or written.</summary>
/// <param name="message">What happened, with its code.</param>
/// <param name="inner">The cause.</param>
public sealed class RegisterException(string message, Exception? inner = null) : Exception(message, inner);
