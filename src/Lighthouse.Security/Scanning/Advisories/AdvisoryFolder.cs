using System.Text.Json;

namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>A folder of advisories in OSV's format, with a file <c>snapshot.json</c> that says from when they are and what they cover.</summary>
internal static class AdvisoryFolder
{
    private const string Manifest = "snapshot.json";
    private const int LongestFile = 4 << 20;
    private const int MostFiles = 300_000;

    /// <summary>Reads a folder.</summary>
    /// <exception cref="ScanException">It is not there, or does not say what it is.</exception>
    public static AdvisorySource Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ScanException($"LHS5341: the folder of advisories '{folder}' is not there.");
        var (source, date, covers) = ReadManifest(Path.Combine(folder, Manifest));
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != Manifest).Take(MostFiles + 1).Order(StringComparer.Ordinal).ToList();
        if (files.Count > MostFiles)
            throw new ScanException($"LHS5342: the folder of advisories '{folder}' holds more than {MostFiles:#,##0} files.");
        var advisories = new List<Advisory>();
        var doubts = new List<string>();
        foreach (var file in files)
        {
            try
            {
                if (new FileInfo(file).Length > LongestFile)
                    throw new JsonException($"it is larger than {LongestFile >> 20} MB");
                if (OsvReader.Read(File.ReadAllText(file)) is { } advisory)
                    advisories.Add(advisory);
            }
            catch (JsonException problem)
            {
                doubts.Add($"LHS5343: '{Path.GetFileName(file)}' is no advisory in OSV's format: {problem.Message}");
            }
        }

        return new AdvisorySource(source, date, covers, advisories, doubts);
    }

    private static (string Source, DateTimeOffset Date, IReadOnlySet<string> Covers) ReadManifest(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<Snapshot>(File.ReadAllText(path), JsonSerializerOptions.Web);
            if (manifest is not { Source.Length: > 0, Covers.Count: > 0 } || manifest.Date == default)
                throw new JsonException("it must have a 'source', a 'date' and a list 'covers'");
            return (manifest.Source, new DateTimeOffset(manifest.Date, TimeOnly.MinValue, TimeSpan.Zero), manifest.Covers.ToHashSet(StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception problem) when (problem is IOException or JsonException)
        {
            throw new ScanException(
                $"LHS5344: '{path}' does not say from when the advisories are and which packages they cover: {problem.Message}. Without it, silence about a package means nothing.");
        }
    }

    private sealed record Snapshot(string Source, DateOnly Date, List<string> Covers);
}
