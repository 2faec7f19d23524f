using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>Looks into a command for those that it would run itself.</summary>
internal sealed class CommandReader(ShellState state, int depth, bool isOnlyPossible)
{
    private const int MostSuffixes = 24;

    public void Read(ShellCommand command)
    {
        if (command.IsEmpty) return;
        var words = Expanded(command.Words);
        while (words.Count > 0 && (words[0] is "!" or "{" or "}" || Programs.Keywords.Contains(words[0])))
        {
            if (Programs.Keywords.Contains(words[0])) state.Doubts.Add("a compound command");
            words.RemoveAt(0);
        }

        var assignments = words.TakeWhile(IsAssignment).ToList();
        words.RemoveRange(0, assignments.Count);
        if (words.Count == 0 && command.Files.Count == 0)
        {
            Assign(assignments);
            // By itself it does nothing that could be approved, but what it sets may be refused.
            if (assignments.Count > 0) state.Add(new([.. assignments.Select(NameOfVariable)], [], [], [.. state.Folders], [], IsOnlyPossible: true));
            return;
        }

        var pipedFrom = command.PipedFrom.Select(upstream => NameOf(upstream.Select(ShellMarks.Source).FirstOrDefault(word => word is not ("{" or "}" or "!"), ""))).Where(name => name.Length > 0).ToList();
        Read(command, [.. assignments.Select(NameOfVariable)], words, pipedFrom);
    }

    private void Read(ShellCommand command, List<string> assignments, List<string> words, List<string> pipedFrom)
    {
        words = Unwrapped(words, assignments);
        var program = words.Count == 0 ? "" : NameOf(words[0]);
        var isSeenThrough = program switch
        {
            "" => words.Count == 0 && command.Files.Count == 0,
            "cd" or "pushd" or "chdir" => Enter(words),
            "eval" => Script(string.Join(' ', words.Skip(1).Select(ShellMarks.Source))),
            _ when Programs.Shells.Contains(program) => Shell(command, words),
            _ => false,
        };
        if (words.Count > 0 && words[0].Length == 0) state.Doubts.Add("a program whose name is not known");
        if (Programs.Wrappers.Contains(program)) Suspect(words);
        if (Programs.Interpreters.Contains(program) && command.Inputs.Count > 0) state.Doubts.Add("code of another language");
        if (words.Count > 0 && words[0].Any(Wildcards.IsWildcard)) state.Doubts.Add("a program named by a wildcard");
        if (!isSeenThrough || command.Files.Count > 0 || assignments.Count > 0)
            state.Add(new(assignments, isSeenThrough ? [] : words, command.Files, [.. state.Folders], pipedFrom, isOnlyPossible));
    }

    /// <summary>Takes off what only runs the command behind it, where it has no options that could mean more.</summary>
    private List<string> Unwrapped(List<string> words, List<string> assignments)
    {
        while (words.Count > 1 && NameOf(words[0]) is var name && Programs.Transparent.Contains(name))
        {
            var skipped = 1;
            if (name == "env") skipped += words.Skip(1).TakeWhile(IsAssignment).Count();
            if (name == "timeout" && char.IsAsciiDigit(words[1].FirstOrDefault())) skipped++;
            if (skipped >= words.Count || words[skipped].StartsWith('-') || words[skipped].Length == 0) return words;
            assignments.AddRange(words[1..skipped].Where(IsAssignment).Select(NameOfVariable));
            words = words[skipped..];
        }

        return words;
    }

    /// <summary>A change of the folder is nothing to approve by itself; where it leads counts for what follows.</summary>
    private bool Enter(List<string> words)
    {
        var targets = words.Skip(1).Where(word => !word.StartsWith('-')).ToList();
        if (targets.Count > 1 || words.Contains("-")) state.Doubts.Add("an unclear change of the folder");
        state.Enter(targets.Count == 0 ? "~" : targets[0]);
        return false;
    }

    private bool Script(string script)
    {
        ShellParser.Read(script, state, depth + 1, isOnlyPossible);
        return true;
    }

    private bool Shell(ShellCommand command, List<string> words)
    {
        foreach (var input in command.Inputs) Script(input);
        foreach (var upstream in command.PipedFrom)
            if (NameOf(upstream[0]) is "echo" or "printf") ShellParser.Read(string.Join(' ', upstream.Skip(1).Select(ShellMarks.Source)), state, depth + 1, isOnlyPossible: true);
        var option = words.FindIndex(1, word => word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal) && word.Contains('c', StringComparison.Ordinal));
        var script = option < 0 ? -1 : words.FindIndex(option + 1, word => !word.StartsWith('-'));
        if (script < 0) return false;
        Script(ShellMarks.Source(words[script]));
        // Only the plainest form is nothing but its script.
        return option == 1 && script == 2 && words.Count == 3 && words[1] is "-c" or "-lc" && command.PipedFrom.Count == 0;
    }

    /// <summary>Any of the arguments may begin the command that is run, and any may be a script.</summary>
    private void Suspect(List<string> words)
    {
        state.Signs.Add("runs other programs");
        for (var start = 1; start < Math.Min(words.Count, MostSuffixes); start++)
        {
            if (words[start].Contains(' ', StringComparison.Ordinal)) ShellParser.Read(ShellMarks.Source(words[start]), state, depth + 1, isOnlyPossible: true);
            if (!words[start].StartsWith('-')) state.Add(new([], words[start..], [], [.. state.Folders], [], IsOnlyPossible: true));
        }

        if (words.Count > MostSuffixes) state.Doubts.Add("too many arguments of a program that runs others");
    }

    private List<string> Expanded(List<string> words)
    {
        var expanded = new List<string>();
        foreach (var word in words)
        {
            if (ShellMarks.Expand(word) is not { } all)
            {
                state.Doubts.Add("too many braces");
                continue;
            }

            if (ShellMarks.HasRange(word)) state.Doubts.Add("a range in braces");
            expanded.AddRange(all);
        }

        return expanded;
    }

    private void Assign(List<string> assignments)
    {
        foreach (var assignment in assignments)
        {
            var name = NameOfVariable(assignment);
            var value = assignment[(assignment.IndexOf('=', StringComparison.Ordinal) + 1)..];
            // '+=' and what was substituted are not followed.
            state.Variables[name] = assignment[name.Length] == '+' ? null : value;
        }
    }

    private string NameOf(string word) => Programs.NameOf(word, Paths, state.Folders[0]).Name;

    private IPathRules Paths => state.Paths;

    private static string NameOfVariable(string assignment) => assignment[..assignment.IndexOfAny(['=', '+'])];

    private static bool IsAssignment(string word)
    {
        var end = word.IndexOf('=', StringComparison.Ordinal);
        if (end > 0 && word[end - 1] == '+') end--;
        return end > 0 && !char.IsAsciiDigit(word[0]) && word.AsSpan(0, end).IndexOfAnyExcept(NameCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}
