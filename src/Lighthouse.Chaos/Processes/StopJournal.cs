using System.Globalization;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Processes;

/// <summary>Remembers which processes a run has stopped, one file each, so that the next start can let go on what a killed run left stopped.</summary>
public sealed class StopJournal
{
    private const string Ending = ".stopped";
    private readonly string _folder;

    /// <summary>Opens the journal in a folder, which is made when missing. Earlier entries stay until they are undone.</summary>
    public StopJournal(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Lets every process that is written down go on, and empties the journal.</summary>
    /// <returns>The processes that were still there.</returns>
    public IReadOnlyList<ProcessIdentity> UndoAll()
    {
        var continued = new List<ProcessIdentity>();
        foreach (var file in Directory.GetFiles(_folder, "*" + Ending))
        {
            if (Parse(Path.GetFileNameWithoutExtension(file)) is { } identity && StoppableProcess.Continue(identity))
                continued.Add(identity);
            File.Delete(file);
        }

        return continued;
    }

    internal void Write(ProcessIdentity identity) => File.WriteAllText(FileOf(identity), "");

    internal void Strike(ProcessIdentity identity) => File.Delete(FileOf(identity));

    private string FileOf(ProcessIdentity identity) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{identity.Id}-{identity.StartTicks}{Ending}"));

    private static ProcessIdentity? Parse(string name) =>
        name.Split('-') is [var id, var start]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new ProcessIdentity(number, ticks)
            : null;
}
