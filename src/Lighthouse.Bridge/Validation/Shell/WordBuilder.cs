using System.Text;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>Puts a word together; what a variable holds may make several of it.</summary>
internal sealed class WordBuilder
{
    private readonly StringBuilder _current = new();
    private readonly List<string> _fields = [];
    private bool _isStarted;

    public bool EndsInName => _current.Length > 0 && (char.IsLetterOrDigit(_current[^1]) || _current[^1] == '/');

    /// <summary>Quotes were seen: the word counts even when it is empty.</summary>
    public void Start() => _isStarted = true;

    public void Literal(char c)
    {
        _isStarted = true;
        _current.Append(Wildcards.IsMark(c) ? '\uFFFD' : c);
    }

    public void Literal(string text)
    {
        foreach (var c in text) Literal(c);
    }

    public void Mark(char mark)
    {
        _isStarted = true;
        _current.Append(mark);
    }

    /// <summary>The value of a variable; without quotes its blanks divide words.</summary>
    public void Value(string value, bool quoted)
    {
        foreach (var c in value)
        {
            if (!quoted && c is ' ' or '\t' or '\n') Divide();
            else Mark(c);
        }
    }

    public IReadOnlyList<string> Fields()
    {
        Divide();
        return _fields;
    }

    private void Divide()
    {
        if (_isStarted) _fields.Add(_current.ToString());
        _current.Clear();
        _isStarted = false;
    }
}
