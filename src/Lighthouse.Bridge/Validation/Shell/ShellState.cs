using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>What is known while a script and the scripts within it are read, and what came of it. Bounded, whatever the script is.</summary>
internal sealed class ShellState
{
    public const int DeepestNesting = 12;
    private const int MostCommands = 128;
    private const int MostWords = 1_024;
    private const int MostFolders = 6;
    private const int MostCharacters = 256 * 1024;
    public IPathRules Paths { get; }

    private int _words;
    private int _characters;

    public ShellState(IPathRules paths, IEnumerable<string> folders)
    {
        Paths = paths;
        Folders = [.. folders];
        Variables = new(StringComparer.Ordinal)
        {
            ["HOME"] = paths.Home, ["PWD"] = Folders[0], ["IFS"] = " ",
        };
    }

    /// <summary>Known values; null and absent are unknown.</summary>
    public Dictionary<string, string?> Variables { get; }

    public List<string> Folders { get; }

    public List<RunCommand> Commands { get; } = [];

    public SortedSet<string> Doubts { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Signs { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether more would not be taken.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether a text may still be read.</summary>
    public bool MayRead(string text)
    {
        _characters += text.Length;
        if (_characters <= MostCharacters) return true;
        Doubts.Add("a script that is too long");
        return false;
    }

    public void Add(RunCommand command)
    {
        _words += command.Words.Count + command.Files.Count;
        if (Commands.Count < MostCommands && _words < MostWords) Commands.Add(command);
        else
        {
            Doubts.Add("too many commands");
            IsFull = true;
        }
    }

    /// <summary>From now on commands may run in another folder; nobody can tell whether the change took place.</summary>
    public void Enter(string folder)
    {
        foreach (var from in Folders.ToArray())
        {
            var normalised = Paths.Normalise(folder, from);
            if (!Folders.Contains(normalised.Path, StringComparer.Ordinal)) Folders.Add(normalised.Path);
            foreach (var trap in normalised.Traps) Doubts.Add(trap);
        }

        if (Folders.Count <= MostFolders) return;
        Doubts.Add("too many changes of the folder");
        Folders.RemoveRange(MostFolders, Folders.Count - MostFolders);
    }
}
