using System.Text;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>Reads words: quotes, escapes, variables, substitutions, wildcards.</summary>
internal sealed class ShellWords(ShellParser text, ShellState state)
{
    private const int LongestBracket = 32;
    private const int DeepestParameter = 16;
    private int _parameters;

    /// <summary>A text in which only <c>$</c> and backquotes mean something.</summary>
    public static void ReadQuoted(string body, ShellState state, int depth)
    {
        // As between double quotes, which is how a here-document is read.
        ShellParser.Read(": \"" + body.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"", state, depth + 1, isOnlyPossible: true);
    }

    /// <summary>The next word, or the words that it stands for.</summary>
    public IReadOnlyList<string> Read()
    {
        var word = new WordBuilder();
        while (!text.AtEnd && text.Current is not (' ' or '\t' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')')) Step(word);
        return word.Fields();
    }

    private void Step(WordBuilder word)
    {
        var c = text.Take();
        switch (c)
        {
            case '\\': Escape(word); break;
            case '\'': Single(word); break;
            case '"': Double(word); break;
            case '`': Backquoted(word); break;
            case '$': Dollar(word, isQuoted: false); break;
            case '*': word.Mark(text.Current == '*' ? Wildcards.Deep : Wildcards.Run); break;
            case '?': word.Mark(Wildcards.One); break;
            case '[': Bracket(word); break;
            case '{': word.Mark(ShellMarks.OpenBrace); break;
            case ',': word.Mark(ShellMarks.Comma); break;
            case '}': word.Mark(ShellMarks.CloseBrace); break;
            default: word.Literal(c); break;
        }
    }

    private void Escape(WordBuilder word)
    {
        if (text.AtEnd) state.Doubts.Add("an unfinished escape");
        else if (text.Current == '\n') text.Take();
        else
        {
            if (char.IsAsciiLetterOrDigit(text.Current)) state.Signs.Add("escapes that change nothing");
            word.Literal(text.Take());
        }
    }

    private void Single(WordBuilder word)
    {
        Begin(word);
        var length = text.Find('\'', int.MaxValue);
        if (length < 0)
        {
            state.Doubts.Add("an unfinished quotation");
            while (!text.AtEnd) word.Literal(text.Take());
            return;
        }

        word.Literal(text.TakeWhole(length));
        text.Take();
    }

    private void Double(WordBuilder word)
    {
        Begin(word);
        while (!text.AtEnd)
        {
            var c = text.Take();
            if (c == '"') return;
            if (c == '$') Dollar(word, isQuoted: true);
            else if (c == '`') Backquoted(word);
            else if (c != '\\') word.Literal(c);
            else if (text.Current == '\n') text.Take();
            else word.Literal(text.Current is '"' or '\\' or '$' or '`' ? text.Take() : c);
        }

        state.Doubts.Add("an unfinished quotation");
    }

    private void Begin(WordBuilder word)
    {
        if (word.EndsInName) state.Signs.Add("quotes within a word");
        word.Start();
    }

    private void Backquoted(WordBuilder word)
    {
        word.Start();
        var script = new StringBuilder();
        while (!text.AtEnd && text.Current != '`')
        {
            var c = text.Take();
            script.Append(c == '\\' && text.Current is '`' or '\\' or '$' ? text.Take() : c);
        }

        if (text.AtEnd) state.Doubts.Add("an unfinished substitution");
        text.Take();
        state.Doubts.Add("a substituted command");
        ShellParser.Read(script.ToString(), state, text.Depth + 1);
    }

    private void Bracket(WordBuilder word)
    {
        var length = text.Find(']', LongestBracket);
        var set = length > 0 ? text.TakeWhole(length) : "";
        if (length > 0 && !set.AsSpan().ContainsAny(" \t\n;&|<>()/$`'\"\\"))
        {
            text.Take();
            word.Mark(Wildcards.One);
            return;
        }

        if (length > 0) state.Doubts.Add("an unclear wildcard");
        word.Literal('[');
        word.Literal(set);
    }

    private void Dollar(WordBuilder word, bool isQuoted)
    {
        switch (text.Current)
        {
            case '(':
                text.Take();
                word.Start();
                state.Doubts.Add("a substituted command");
                text.List(isNested: true);
                break;
            case '{':
                text.Take();
                Parameter(word, isQuoted);
                break;
            case '\'' when !isQuoted:
                text.Take();
                state.Signs.Add("characters by their codes");
                AnsiQuotes.Read(text, word, state);
                break;
            case '"' when !isQuoted: break;
            case '@' or '*' or '#' or '?' or '-' or '$' or '!' or (>= '0' and <= '9'):
                text.Take();
                state.Doubts.Add("a variable whose value is not known");
                break;
            default:
                var name = Name();
                if (name.Length == 0) word.Literal('$');
                else Variable(word, name, isQuoted);
                break;
        }
    }

    private string Name()
    {
        var name = new StringBuilder();
        while (char.IsAsciiLetterOrDigit(text.Current) || text.Current == '_') name.Append(text.Take());
        return name.ToString();
    }

    private void Variable(WordBuilder word, string name, bool isQuoted)
    {
        if (state.Variables.GetValueOrDefault(name) is { } value) word.Value(value, isQuoted);
        else state.Doubts.Add("a variable whose value is not known");
    }

    /// <summary>What is between <c>${</c> and <c>}</c>; of the operators only the default value is looked at, and all are doubted.</summary>
    private void Parameter(WordBuilder word, bool isQuoted)
    {
        word.Start();
        var name = Name();
        if (text.TryTake("}"))
        {
            Variable(word, name, isQuoted);
            return;
        }

        state.Doubts.Add("a variable that is changed");
        var isDefault = text.TryTake(":-") || text.TryTake(":=") || text.TryTake("-") || text.TryTake("=");
        var rest = new WordBuilder();
        if (++_parameters > DeepestParameter)
        {
            state.Doubts.Add("variables within variables");
            while (!text.AtEnd) text.Take();
        }

        while (!text.AtEnd && text.Current != '}') Step(rest);
        if (text.AtEnd) state.Doubts.Add("an unfinished variable");
        text.Take();
        _parameters--;
        var value = state.Variables.GetValueOrDefault(name) ?? (isDefault ? string.Join(' ', rest.Fields()) : "");
        word.Value(value, isQuoted);
    }
}
