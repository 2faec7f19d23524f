namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>
/// A pattern of a rule: <c>*</c> within a name, <c>**</c> over names, <c>?</c> one character; <c>**/</c> also matches nothing.
/// It can be compared with a path that has wildcards of its own.
/// </summary>
internal sealed class Glob
{
    private const char AnySlash = '\uE003';
    private readonly string _tokens;

    private Glob(string tokens) => _tokens = tokens;

    /// <summary>Understands a pattern.</summary>
    public static Glob Parse(string pattern) => new(pattern
        .Replace("**/", AnySlash.ToString(), StringComparison.Ordinal)
        .Replace("**", Wildcards.Deep.ToString(), StringComparison.Ordinal)
        .Replace('*', Wildcards.Run).Replace('?', Wildcards.One));

    /// <summary>Whether something that the text, with its wildcards, stands for matches. Case is ignored: a refusal must not hang on it.</summary>
    public bool CouldMatch(string text)
    {
        if (HasOtherStart(text)) return false;
        var width = text.Length + 1;
        var seen = new HashSet<int>();
        var open = new Stack<int>();
        Visit(0, 0);
        while (open.TryPop(out var state))
        {
            var (t, x) = (state / width, state % width);
            if (t == _tokens.Length && x == text.Length) return true;
            var mine = t < _tokens.Length ? _tokens[t] : '\0';
            var other = x < text.Length ? text[x] : '\0';
            if (IsLoop(mine)) Visit(t + 1, x);
            if (IsLoop(other)) Visit(t, x + 1);
            if (mine == '\0' || other == '\0' || !Meet(mine, other) || (mine == '.' && Wildcards.IsWildcard(other) && IsStart(t))) continue;
            // Both take a character; a loop may stay where it is.
            var nextT = IsLoop(mine) ? t : t + 1;
            var nextX = IsLoop(other) ? x : x + 1;
            if (mine == AnySlash)
            {
                // Leaving it needs a slash just taken, which only a slash or a deep wildcard is.
                Visit(t, nextX);
                continue;
            }

            Visit(nextT, nextX);
        }

        return false;

        void Visit(int t, int x)
        {
            if (t > 0 && t <= _tokens.Length && _tokens[t - 1] == AnySlash && !MayLeave(text, x)) return;
            if (seen.Add((t * width) + x)) open.Push((t * width) + x);
        }
    }

    /// <summary>Whether every spelling of the text, which may hold wildcards, matches. Case counts: an approval must be exact.</summary>
    public bool Covers(string text)
    {
        var now = new HashSet<int>();
        Enter(now, 0, '/');
        for (var x = 0; x < text.Length; x++)
        {
            var next = new HashSet<int>();
            foreach (var t in now)
            {
                if (t == _tokens.Length) continue;
                if (IsLoop(_tokens[t]) && Takes(_tokens[t], text[x])) Enter(next, t, text[x]);
                else if (!IsLoop(_tokens[t]) && Takes(_tokens[t], text[x])) Enter(next, t + 1, text[x]);
            }

            now = next;
        }

        return now.Contains(_tokens.Length);
    }

    private void Enter(HashSet<int> states, int t, char before)
    {
        if (!states.Add(t) || t >= _tokens.Length || !IsLoop(_tokens[t])) return;
        if (_tokens[t] != AnySlash || before == '/') Enter(states, t + 1, before);
    }

    // As in a shell, a wildcard does not stand for the dot that a hidden name begins with.
    private bool IsStart(int t) => t == 0 || _tokens[t - 1] is '/' or AnySlash;

    // '**/' ends where a name begins.
    private static bool MayLeave(string text, int x) => x == 0 || text[x - 1] == '/' || Wildcards.Deep == text[x - 1] || (x < text.Length && text[x] == Wildcards.Deep);

    private static bool IsLoop(char token) => token is Wildcards.Run or Wildcards.Deep or AnySlash;

    private static bool Takes(char token, char symbol) => token switch
    {
        Wildcards.Deep or AnySlash => true,
        Wildcards.Run => symbol is not ('/' or Wildcards.Deep),
        Wildcards.One => symbol is not ('/' or Wildcards.Deep or Wildcards.Run),
        _ => token == symbol,
    };

    private static bool Meet(char mine, char other) => (mine, other) switch
    {
        (Wildcards.Deep or AnySlash, _) or (_, Wildcards.Deep) => true,
        (Wildcards.Run or Wildcards.One, '/') or ('/', Wildcards.Run or Wildcards.One) => false,
        (Wildcards.Run or Wildcards.One, _) or (_, Wildcards.Run or Wildcards.One) => true,
        _ => char.ToLowerInvariant(mine) == char.ToLowerInvariant(other),
    };

    private bool HasOtherStart(string text)
    {
        var length = Math.Min(_tokens.Length, text.Length);
        for (var i = 0; i < length; i++)
        {
            if (_tokens[i] == AnySlash || Wildcards.IsWildcard(_tokens[i]) || Wildcards.IsWildcard(text[i])) return false;
            if (!Meet(_tokens[i], text[i])) return true;
        }

        return false;
    }
}
