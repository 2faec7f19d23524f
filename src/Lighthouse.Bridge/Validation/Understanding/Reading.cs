using System.Text;
using Lighthouse.Bridge.Validation.Paths;
using Lighthouse.Bridge.Validation.Shell;

namespace Lighthouse.Bridge.Validation.Understanding;

/// <summary>What was understood of one input so far.</summary>
internal sealed class Reading
{
    private const int MostPaths = 512;
    private readonly IPathRules _paths;
    private readonly string _kind;
    private readonly ShellState _shell;
    private readonly List<PathUse> _own = [];
    private readonly List<string> _hosts = [];
    private readonly StringBuilder _content = new();
    private int _pathsRead;
    private bool _isTool;

    public Reading(string kind, PathAccess access, IPathRules paths)
    {
        (_kind, Access, _paths) = (kind, access, paths);
        _shell = new ShellState(paths, [paths.Project]);
    }

    public PathAccess Access { get; }

    public SortedSet<string> Doubts => _shell.Doubts;

    public void Enter(string folder) => _shell.Enter(folder);

    public void Script(string script, bool isOnlyPossible)
    {
        if (string.IsNullOrWhiteSpace(script)) Doubts.Add("an empty command");
        else ShellParser.Read(script, _shell, isOnlyPossible: isOnlyPossible);
    }

    /// <summary>A program and its arguments, without a shell.</summary>
    public void Program(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || words[0].Length == 0) Doubts.Add("an empty command");
        else
        {
            var command = new ShellCommand();
            command.Words.AddRange(words);
            new CommandReader(_shell, 0, isOnlyPossible: false).Read(command);
        }
    }

    public void Path(string spelled, PathAccess access)
    {
        _isTool = true;
        _own.AddRange(Uses(spelled, access, _shell.Folders));
    }

    public void Address(string text)
    {
        _isTool = true;
        if (Hosts.Of(text) is { } host) _hosts.Add(host);
        else if (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            Doubts.Add("an address that is not understood");
            Path(Wildcards.Unmarked(text), PathAccess.Read);
        }
    }

    public void Content(string text)
    {
        _isTool = true;
        _content.Append(text).Append('\n');
    }

    public UnderstoodInput Finish()
    {
        var actions = _shell.Commands.Select(Action).ToList();
        if (_isTool || actions.Count == 0)
            actions.Add(new(_kind, "", [], _own) { Hosts = _hosts, Content = _content.ToString(), IsOnlyPossible = !_isTool });
        if (actions.All(action => action.IsOnlyPossible)) Doubts.Add("nothing that could be done");
        return new(_kind, actions, Doubts, _shell.Signs);
    }

    private ToolAction Action(RunCommand command)
    {
        var (program, isSystem) = command.Words.Count == 0 ? ("", true) : Programs.NameOf(command.Words[0], _paths, command.Folders[0]);
        var arguments = command.Words.Skip(1).Select(Folded).ToList();
        var uses = new List<PathUse>();
        if (command.Words.Count > 0 && !isSystem) uses.AddRange(Uses(command.Words[0], PathAccess.Argument, command.Folders));
        var folders = Folders(command);
        foreach (var word in command.Words.Skip(1))
            foreach (var part in ArgumentPaths.Of(word)) uses.AddRange(Uses(part, PathAccess.Argument, folders));
        foreach (var (target, isWritten) in command.Files)
            if (!IsHarmless(target)) uses.AddRange(Uses(target, isWritten ? PathAccess.Write : PathAccess.Read, folders));
        return new(_kind, program, arguments, uses)
        {
            IsSystemProgram = isSystem,
            Assignments = command.Assignments,
            Hosts = [.. command.Words.Skip(1).Select(Hosts.Of).OfType<string>()],
            PipedFrom = command.PipedFrom,
            IsOnlyPossible = command.IsOnlyPossible,
        };
    }

    private string Folded(string word)
    {
        var folded = Lookalikes.Fold(word);
        if (!ReferenceEquals(folded, word)) Doubts.Add("characters that look like others");
        return folded;
    }

    /// <summary>Where the command runs, and where an option says that it goes first.</summary>
    private List<string> Folders(RunCommand command)
    {
        var folders = command.Folders.ToList();
        for (var i = 1; i + 1 < command.Words.Count && folders.Count < 12; i++)
            if (command.Words[i] is "-C" or "--directory" or "--cwd" or "--chdir" or "--work-tree")
                folders.Add(_paths.Normalise(command.Words[i + 1], command.Folders[0]).Path);
        return folders;
    }

    private List<PathUse> Uses(string spelled, PathAccess access, IReadOnlyList<string> folders)
    {
        var uses = new List<PathUse>();
        foreach (var folder in spelled.StartsWith('/') ? folders.Take(1) : folders)
        {
            if (++_pathsRead > MostPaths)
            {
                Doubts.Add("too many paths");
                break;
            }

            var path = _paths.Normalise(spelled, folder);
            foreach (var trap in path.Traps) Doubts.Add(trap);
            uses.Add(new(path.Path, access));
        }

        return uses;
    }

    private static bool IsHarmless(string target) => target is "/dev/null" or "/dev/stdout" or "/dev/stderr" or "/dev/stdin" or "/dev/tty";
}
