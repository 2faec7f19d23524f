using System.Globalization;

namespace Lighthouse.Targets;

/// <summary>
/// Remembers the processes that a run started, one file each, so that the next start can end what a killed run left behind.
/// </summary>
/// <param name="folder">Where the files lie.</param>
public sealed class ProcessJournal(string folder)
{
    /// <summary>Where the files lie.</summary>
    public string Folder { get; } = folder;

    /// <summary>Writes a started process down.</summary>
    public void Started(ProcessIdentity process)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(FileOf(process), "");
    }

    /// <summary>Strikes an ended process out.</summary>
    public void Ended(ProcessIdentity process) => File.Delete(FileOf(process));

    /// <summary>Ends every process that is still written down.</summary>
    /// <returns>The processes that were still running.</returns>
    public IReadOnlyList<ProcessIdentity> EndLeftovers()
    {
        if (!Directory.Exists(Folder))
            return [];
        var ended = new List<ProcessIdentity>();
        foreach (var file in Directory.GetFiles(Folder, "*.process"))
        {
            if (Parse(Path.GetFileNameWithoutExtension(file)) is { } process && process.KillIfAlive())
                ended.Add(process);
            File.Delete(file);
        }

        return ended;
    }

    private string FileOf(ProcessIdentity process) =>
        Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{process.Id}-{process.StartedAt}.process"));

    private static ProcessIdentity? Parse(string name) =>
        name.Split('-') is [var id, var started]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new ProcessIdentity(number, ticks)
            : null;
}
