using System.Text;
using System.Text.Json;

namespace Lighthouse.Load.Endurance;

/// <summary>
/// The windows of a long run in a file, a line each, on stable storage before the next begins. A process that is killed loses the window that
/// it was in; a line that it had half written is cut off by whoever goes on.
/// </summary>
internal sealed class EnduranceJournal : IDisposable
{
    private readonly FileStream _file;

    private EnduranceJournal(FileStream file, EnduranceHead head, int attempt) => (_file, Head, Attempt) = (file, head, attempt);

    public EnduranceHead Head { get; }

    /// <summary>Which start of the load this is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Opens it to go on, or makes it. One whose planned end has passed is of a run that is over: it is laid aside.</summary>
    /// <exception cref="InvalidDataException">It belongs to another run, or is no journal.</exception>
    /// <exception cref="IOException">Another process is at it.</exception>
    public static EnduranceJournal Open(string path, EndurancePlan plan, DateTimeOffset now)
    {
        if (File.Exists(path) && HeadOf(path) is { } old && old.Begun + plan.Duration <= now)
            File.Move(path, FormattableString.Invariant($"{path}.{old.Begun.ToUnixTimeSeconds()}"), overwrite: true);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            return file.Length == 0 ? Begin(file, plan, now) : GoOn(file, HeadOf(path), plan, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Every whole window of a file, one at a time, whoever writes to it.</summary>
    public static IEnumerable<EnduranceWindow> Windows(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var line in Lines(file).Skip(1))
            if (Read<EnduranceWindow>(line.Text) is { } window)
                yield return window;
    }

    public void Add(EnduranceWindow window) => Write(window);

    public void Dispose() => _file.Dispose();

    private static EnduranceJournal Begin(FileStream file, EndurancePlan plan, DateTimeOffset now)
    {
        file.SetLength(0);
        var journal = new EnduranceJournal(file, new EnduranceHead(plan.Identity, now), 1);
        journal.Write(journal.Head);
        return journal;
    }

    private static EnduranceJournal GoOn(FileStream file, EnduranceHead? head, EndurancePlan plan, string path)
    {
        if (head is null)
            throw new InvalidDataException($"LHL3084: '{path}' is there and is no journal of a long run; move it away.");
        if (head.Identity != plan.Identity)
            throw new InvalidDataException($"LHL3083: '{path}' is the journal of another run ('{head.Identity}', not '{plan.Identity}'); move it away to begin anew.");
        var (end, attempt) = (0L, 1);
        file.Position = 0;
        foreach (var (text, after) in Lines(file))
        {
            end = after;
            attempt = Math.Max(attempt, (Read<EnduranceWindow>(text)?.Attempt ?? 0) + 1);
        }

        file.SetLength(end);
        file.Position = end;
        return new EnduranceJournal(file, head, attempt);
    }

    private void Write<T>(T line)
    {
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n']);
        _file.Flush(flushToDisk: true);
    }

    private static EnduranceHead? HeadOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Lines(file).Select(line => Read<EnduranceHead>(line.Text)).FirstOrDefault() is { Identity: not null } head ? head : null;
    }

    // Only lines that end: what follows the last line break was being written when the process died.
    private static IEnumerable<(string Text, long After)> Lines(FileStream file)
    {
        file.Position = 0;
        var line = new List<byte>();
        var buffer = new byte[64 * 1024];
        var at = 0L;
        for (int read; (read = file.Read(buffer)) > 0;)
            for (var index = 0; index < read; index++)
            {
                at++;
                if (buffer[index] != '\n')
                {
                    line.Add(buffer[index]);
                    continue;
                }

                yield return (Encoding.UTF8.GetString([.. line]), at);
                line.Clear();
            }
    }

    private static T? Read<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The first line of a journal.</summary>
/// <param name="Identity">What the run is about.</param>
/// <param name="Begun">When it first began.</param>
internal sealed record EnduranceHead(string Identity, DateTimeOffset Begun);
