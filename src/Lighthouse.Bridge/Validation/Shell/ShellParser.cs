namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>
/// Reads a POSIX shell's script well enough to see every command in it: lists, pipes, subshells, substitutions, redirections,
/// here-documents. What it does not understand it says as a doubt; it never guesses in favour of the script.
/// </summary>
internal sealed class ShellParser
{
    private const int MostUpstream = 16;
    private readonly string _text;
    private readonly ShellState _state;
    private readonly CommandReader _reader;
    private readonly ShellWords _words;
    private readonly List<(ShellCommand Command, string End, bool IsQuoted, bool StripsTabs)> _documents = [];
    private readonly List<ShellCommand> _waiting = [];
    private int _at;
    private int _depth;

    private ShellParser(string text, ShellState state, int depth, bool isOnlyPossible)
    {
        (_text, _state, _depth) = (text, state, depth);
        _reader = new CommandReader(state, depth, isOnlyPossible);
        _words = new ShellWords(this, state);
    }

    public int Depth => _depth;

    public bool AtEnd => _at >= _text.Length;

    public char Current => AtEnd ? '\0' : _text[_at];

    /// <summary>Reads a whole script.</summary>
    public static void Read(string script, ShellState state, int depth = 0, bool isOnlyPossible = false)
    {
        if (!state.MayRead(script)) return;
        if (depth > ShellState.DeepestNesting) state.Doubts.Add("scripts within scripts");
        else new ShellParser(script, state, depth, isOnlyPossible).ReadAll();
    }

    public char Next(int ahead = 1) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    public char Take() => AtEnd ? '\0' : _text[_at++];

    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(_text, _at, expected, 0, expected.Length) != 0) return false;
        _at += expected.Length;
        return true;
    }

    /// <summary>How far away a character is; -1 when it is not that near.</summary>
    public int Find(char c, int most)
    {
        var found = _text.IndexOf(c, _at);
        return found >= 0 && found - _at <= most ? found - _at : -1;
    }

    public string TakeWhole(int length)
    {
        var taken = _text.Substring(_at, length);
        _at += length;
        return taken;
    }

    /// <summary>Reads commands up to the closing parenthesis, or to the end.</summary>
    public void List(bool isNested)
    {
        if (++_depth > ShellState.DeepestNesting)
        {
            _state.Doubts.Add("scripts within scripts");
            _at = _text.Length;
            return;
        }

        var command = new ShellCommand();
        while (true)
        {
            while (Current is ' ' or '\t' || (Current == '\\' && Next() == '\n')) _at += Current == '\\' ? 2 : 1;
            if (AtEnd || (isNested && Current == ')'))
            {
                if (AtEnd && isNested) _state.Doubts.Add("an unfinished command");
                Conclude(command);
                if (!AtEnd) _at++;
                _depth--;
                return;
            }

            command = Step(command);
            if (_state.IsFull) _at = _text.Length;
        }
    }

    private void ReadAll()
    {
        List(isNested: false);
        if (_documents.Count > 0) _state.Doubts.Add("an unfinished document");
        foreach (var command in _waiting) _reader.Read(command);
    }

    /// <summary>Takes one thing; the command that what follows belongs to.</summary>
    private ShellCommand Step(ShellCommand command)
    {
        switch (Current)
        {
            case '\n':
                _at++;
                Documents();
                return Conclude(command);
            case ';' or ')':
                if (Current == ')') _state.Doubts.Add("an unexpected parenthesis");
                _at++;
                return Conclude(command);
            case '&' when Next() != '>':
                if (Next() != '&') _state.Signs.Add("runs in the background");
                _at += Next() == '&' ? 2 : 1;
                return Conclude(command);
            case '|':
                return Pipe(command);
            case '(':
                var isCalled = command.Words.Count > 0;
                if (isCalled) _state.Doubts.Add("a function or an array");
                _at++;
                List(isNested: true);
                return isCalled ? Conclude(command) : command;
            case '#':
                while (!AtEnd && Current != '\n') _at++;
                return command;
            default:
                if (!Redirects(command)) command.Words.AddRange(_words.Read());
                return command;
        }
    }

    private ShellCommand Pipe(ShellCommand command)
    {
        var isOr = Next() == '|';
        _at += isOr || Next() == '&' ? 2 : 1;
        Conclude(command);
        return isOr ? new() : new() { PipedFrom = [.. command.PipedFrom.TakeLast(MostUpstream), command.Words.Count > 0 ? command.Words : ["("]] };
    }

    private bool Redirects(ShellCommand command)
    {
        var length = 0;
        while (char.IsAsciiDigit(Next(length))) length++;
        if (Next(length) is not ('<' or '>') && !(length == 0 && Current == '&')) return false;
        _at += length;
        TryTake("&");
        if (TryTake("<<<")) command.Inputs.AddRange(Target().Select(ShellMarks.Source));
        else if (TryTake("<<-")) Announce(command, stripsTabs: true);
        else if (TryTake("<<")) Announce(command, stripsTabs: false);
        else if (TryTake("<(") || TryTake(">(")) Substitute(command);
        else RedirectToFile(command);
        return true;
    }

    private void RedirectToFile(ShellCommand command)
    {
        var isWritten = Current == '>' || Next() == '>';
        _at++;
        if (Current is '>' or '|') _at++;
        var isDescriptor = TryTake("&");
        foreach (var target in Target().SelectMany(word => ShellMarks.Expand(word) ?? [ShellMarks.Source(word)]))
            if (!isDescriptor || !target.All(c => char.IsAsciiDigit(c) || c == '-')) command.Files.Add((target, isWritten));
    }

    private void Substitute(ShellCommand command)
    {
        _state.Doubts.Add("a substituted command");
        List(isNested: true);
        command.Words.Add("");
    }

    private IReadOnlyList<string> Target()
    {
        while (Current is ' ' or '\t') _at++;
        var target = _words.Read();
        if (target.Count != 1) _state.Doubts.Add("an unclear redirection");
        return target;
    }

    private void Announce(ShellCommand command, bool stripsTabs)
    {
        while (Current is ' ' or '\t') _at++;
        var isQuoted = Current is '\'' or '"' or '\\';
        var end = _words.Read();
        if (end.Count != 1)
        {
            _state.Doubts.Add("an unclear document");
            return;
        }

        command.IsWaiting = true;
        _documents.Add((command, end[0], isQuoted, stripsTabs));
    }

    private void Documents()
    {
        foreach (var (command, end, isQuoted, stripsTabs) in _documents)
        {
            var body = Body(end, stripsTabs);
            if (!isQuoted && body.AsSpan().ContainsAny('$', '`')) ShellWords.ReadQuoted(body, _state, _depth);
            command.Inputs.Add(body);
            command.IsWaiting = false;
        }

        _documents.Clear();
        foreach (var command in _waiting) _reader.Read(command);
        _waiting.Clear();
    }

    private string Body(string end, bool stripsTabs)
    {
        var lines = new List<string>();
        while (!AtEnd)
        {
            var length = Find('\n', int.MaxValue);
            var line = TakeWhole(length < 0 ? _text.Length - _at : length);
            if (!AtEnd) _at++;
            if ((stripsTabs ? line.TrimStart('\t') : line) == end) return string.Join('\n', lines);
            lines.Add(line);
        }

        _state.Doubts.Add("an unfinished document");
        return string.Join('\n', lines);
    }

    private ShellCommand Conclude(ShellCommand command)
    {
        if (command.IsWaiting) _waiting.Add(command);
        else _reader.Read(command);
        return new();
    }
}
