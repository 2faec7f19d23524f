using System.Text.Json;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Results;

/// <summary>What one generator writes down, so that those of several can be put together afterwards, on any machine.</summary>
/// <param name="Plan">A name that says which plan was run; generators that share one give the same.</param>
/// <param name="Shard">Which part of it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="Result">What it measured.</param>
public sealed record ResultFile(string Plan, Shard Shard, DateTimeOffset StartedAt, LoadResult Result)
{
    private const int LargestFile = 64 << 20;

    /// <summary>Writes it as JSON, histograms in the compressed encoding of HdrHistogram.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        ResultJson.Write(json, this);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, exactly.</summary>
    /// <exception cref="FormatException">It is no such file, is larger than 64 MB, or its figures contradict one another.</exception>
    public static ResultFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var document = JsonDocument.Parse(Bounded(stream));
            return ResultJson.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException($"LHL3411: this is no result of a load run: {exception.Message}", exception);
        }
    }

    /// <summary>Puts the parts of one plan together.</summary>
    /// <exception cref="ArgumentException">They are not of one plan, or a part is missing or there twice: a sum over some generators is no result.</exception>
    public static ResultFile Merge(IReadOnlyCollection<ResultFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var first = files.FirstOrDefault() ?? throw new ArgumentException("LHL3412: there is no result file to merge.");
        if (files.FirstOrDefault(file => file.Plan != first.Plan || file.Shard.Count != first.Shard.Count) is { } other)
            throw new ArgumentException($"LHL3413: '{other.Plan}' {other.Shard} and '{first.Plan}' {first.Shard} are parts of different plans.");
        var missing = Enumerable.Range(1, first.Shard.Count).Where(index => files.Count(file => file.Shard.Index == index) != 1).ToList();
        return missing.Count == 0
            ? new ResultFile(first.Plan, Shard.Whole, files.Min(file => file.StartedAt), LoadResult.Merge([.. files.Select(file => file.Result)]))
            : throw new ArgumentException($"LHL3414: part {missing[0]} of {first.Shard.Count} of '{first.Plan}' is there {files.Count(file => file.Shard.Index == missing[0])} times; each must be there once.");
    }

    private static MemoryStream Bounded(Stream stream)
    {
        var kept = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > LargestFile)
                throw new FormatException($"LHL3415: a result of a load run has at most {LargestFile >> 20} MB.");
        }

        kept.Position = 0;
        return kept;
    }
}
