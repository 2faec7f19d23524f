using System.Text.Json;

namespace Lighthouse.Chaos.FileDamage;

/// <summary>Keeps a copy of every file before it is damaged, so that a run that died can be cleaned up after.</summary>
public sealed class DamageJournal
{
    private const string EntryPattern = "damage-*.json";
    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Opens the journal in a folder, which is made when missing. Earlier entries stay until they are undone.</summary>
    /// <param name="folder">A scratch folder of this run, outside the target's data.</param>
    /// <param name="time">The clock.</param>
    public DamageJournal(string folder, TimeProvider time)
    {
        _folder = Path.GetFullPath(folder);
        _time = time;
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Restores every file that the journal holds, newest damage first, and empties it.</summary>
    /// <returns>The restored files.</returns>
    /// <exception cref="ChaosException">An entry or its copy is damaged itself; it stays in the journal, and so do older ones.</exception>
    public IReadOnlyList<string> UndoAll()
    {
        var restored = new List<string>();
        foreach (var name in Directory.EnumerateFiles(_folder, EntryPattern).OrderDescending(StringComparer.Ordinal))
        {
            var entry = Read(name);
            if (Directory.Exists(Path.GetDirectoryName(entry.Path)))
            {
                Undo(entry);
                restored.Add(entry.Path);
            }
            else
            {
                // Its whole folder was removed after the damage: nobody misses the file.
                Strike(entry);
            }
        }

        RemoveUnfinished();
        return restored;
    }

    /// <summary>Copies a file and writes down what is about to happen to it.</summary>
    internal DamageEntry Keep(string path, DamageKind kind)
    {
        var now = _time.GetUtcNow();
        var name = $"damage-{now.UtcTicks:D19}-{Guid.CreateVersion7():N}";
        var entry = new DamageEntry(path, $"{name}.backup", FileDigest.Of(path) ?? throw new ChaosException($"LHC4321: there is no file '{path}' to damage."), kind, now);
        File.Copy(path, BackupOf(entry));
        if (FileDigest.Of(BackupOf(entry)) != entry.Digest)
            throw new ChaosException($"LHC4322: '{path}' changed while it was copied; stop what writes it first.");

        // The entry appears whole or not at all, and only after its copy is complete.
        var unfinished = Path.Combine(_folder, $"{name}.unfinished");
        File.WriteAllText(unfinished, JsonSerializer.Serialize(entry));
        File.Move(unfinished, EntryOf(entry));
        return entry;
    }

    /// <summary>Restores one file and removes its entry.</summary>
    internal void Undo(DamageEntry entry)
    {
        if (FileDigest.Of(BackupOf(entry)) != entry.Digest)
            throw new ChaosException($"LHC4323: the copy of '{entry.Path}' is missing or damaged; the file is left as it is.");
        File.Copy(BackupOf(entry), entry.Path, overwrite: true);
        if (FileDigest.Of(entry.Path) != entry.Digest)
            throw new ChaosException($"LHC4324: '{entry.Path}' was restored and still differs from what it was.");
        Strike(entry);
    }

    private void Strike(DamageEntry entry)
    {
        File.Delete(EntryOf(entry));
        File.Delete(BackupOf(entry));
    }

    // A run that was killed while it copied or struck had done no damage, or had undone it.
    private void RemoveUnfinished()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "damage-*").Where(file => Path.GetExtension(file) is ".backup" or ".unfinished"))
            File.Delete(file);
    }

    private string BackupOf(DamageEntry entry) => Path.Combine(_folder, entry.Backup);

    private string EntryOf(DamageEntry entry) => Path.ChangeExtension(BackupOf(entry), ".json");

    private static DamageEntry Read(string name)
    {
        try
        {
            var entry = JsonSerializer.Deserialize<DamageEntry>(File.ReadAllText(name));
            if (entry is { Path: not null, Digest: not null } && entry.Backup == Path.GetFileNameWithoutExtension(name) + ".backup")
                return entry;
        }
        catch (JsonException)
        {
            // Told below, together with entries that are JSON and no entry.
        }

        throw new ChaosException($"LHC4325: '{Path.GetFileName(name)}' is no entry of a damage journal; look at it by hand.");
    }
}
