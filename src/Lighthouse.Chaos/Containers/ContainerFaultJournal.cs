using System.Globalization;
using System.Text.Json;

namespace Lighthouse.Chaos.Containers;

/// <summary>Remembers what a run has changed of its containers, one file each, so that the next start can undo what a killed run left.</summary>
public sealed class ContainerFaultJournal
{
    private const string Prefix = "container-", Ending = ".json", Unfinished = ".unfinished";
    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Opens the journal in a folder, which is made when missing. Earlier entries stay until they are undone.</summary>
    /// <param name="folder">Where the entries lie; it must outlive the run.</param>
    /// <param name="time">The clock.</param>
    public ContainerFaultJournal(string folder, TimeProvider time)
    {
        (_folder, _time) = (Path.GetFullPath(folder), time);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Undoes everything that is written down, the newest first, and empties the journal. One that cannot be undone stays in it and keeps no other from being undone.</summary>
    /// <returns>What was still in effect, and what could not be undone.</returns>
    public async Task<IReadOnlyList<UndoneFault>> UndoAllAsync(CancellationToken cancellation)
    {
        var found = new List<UndoneFault>();
        foreach (var file in Directory.GetFiles(_folder, Prefix + "*" + Ending).OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                if (await UndoAsync(Read(file), cancellation) is { } undone)
                    found.Add(new UndoneFault(undone, IsUndone: true));
                File.Delete(file);
            }
            catch (ChaosException problem)
            {
                found.Add(new UndoneFault($"containers, {Path.GetFileName(file)}: {problem.Message}", IsUndone: false));
            }
        }

        // A run that was killed while it wrote an entry had changed nothing.
        foreach (var file in Directory.GetFiles(_folder, Prefix + "*" + Unfinished))
            File.Delete(file);
        return found;
    }

    /// <summary>Writes down what is about to happen.</summary>
    /// <returns>The entry's file.</returns>
    internal string Write(ContainerIdentity container, ContainerChange change)
    {
        var file = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{_time.GetUtcNow().UtcTicks:D19}-{Guid.CreateVersion7():N}{Ending}"));
        // The entry appears whole or not at all.
        File.WriteAllText(file + Unfinished, JsonSerializer.Serialize(new Entry(container, change)));
        File.Move(file + Unfinished, file);
        return file;
    }

    internal static void Strike(string file) => File.Delete(file);

    private static async Task<string?> UndoAsync(Entry entry, CancellationToken cancellation)
    {
        var container = new OwnContainer(entry.Container);
        // One that was removed meanwhile is missed by nobody.
        return await container.LookAsync(cancellation) is { } state && await entry.Change.UndoAsync(state, container, cancellation) is { } undone
            ? $"container {entry.Container.Id[..12]} {undone}"
            : null;
    }

    private static Entry Read(string file)
    {
        try
        {
            if (JsonSerializer.Deserialize<Entry>(File.ReadAllText(file)) is { Container: { Host: not null, Id: not null, RunId: not null } container, Change: not null } entry)
            {
                container.Validate();
                return entry;
            }
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or ArgumentException)
        {
            // Told below, together with entries that are JSON and no entry.
        }

        throw new ChaosException("LHC5521: it is no entry of a change to a container; look at it by hand.");
    }

    private sealed record Entry(ContainerIdentity Container, ContainerChange Change);
}
