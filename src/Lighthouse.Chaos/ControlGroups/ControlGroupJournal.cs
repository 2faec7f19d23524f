namespace Lighthouse.Chaos.ControlGroups;

/// <summary>Remembers which control groups a run has made and where their processes came from, one file each, so that the next start can take back what a killed run left.</summary>
public sealed class ControlGroupJournal
{
    private const string Ending = ".group", Unfinished = ".unfinished";
    private readonly string _folder;

    /// <summary>Opens the journal in a folder, which is made when missing. Earlier entries stay until they are undone.</summary>
    public ControlGroupJournal(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Moves the processes of every group that is written down back to where they were, removes the groups, and empties the journal.</summary>
    /// <returns>The groups that were still there.</returns>
    /// <exception cref="ChaosException">An entry is none, or a group cannot be removed; it stays in the journal.</exception>
    public IReadOnlyList<string> UndoAll()
    {
        var removed = new List<string>();
        foreach (var file in Directory.GetFiles(_folder, "*" + Ending))
        {
            var group = Read(file);
            if (group.Remove())
                removed.Add(group.Path);
            File.Delete(file);
        }

        // A run that was killed while it wrote an entry had made no group.
        foreach (var file in Directory.GetFiles(_folder, "*" + Ending + Unfinished))
            File.Delete(file);
        return removed;
    }

    internal void Write(ControlGroup group)
    {
        // The entry appears whole or not at all.
        var unfinished = FileOf(group) + Unfinished;
        File.WriteAllLines(unfinished, [group.Path, group.Origin]);
        File.Move(unfinished, FileOf(group), overwrite: true);
    }

    internal void Strike(ControlGroup group) => File.Delete(FileOf(group));

    private string FileOf(ControlGroup group) => System.IO.Path.Combine(_folder, System.IO.Path.GetFileName(group.Path) + Ending);

    private static ControlGroup Read(string file) =>
        File.ReadAllLines(file) is [var path, var origin] && ControlGroup.Known(path, origin) is { } group
            ? group
            : throw new ChaosException($"LHC4711: '{System.IO.Path.GetFileName(file)}' is no entry of a control group that a fault made; look at it by hand.");
}
