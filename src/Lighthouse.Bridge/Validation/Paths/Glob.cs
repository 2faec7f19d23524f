namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>
/// A pattern of a rule: <c>*</c> within a name, <c>**</c> over names, <c>?</c> one character; <c>**/</c> also matches nothing.
/// It can be compared with a path that has wildcards of its own.
/// </summary>
internal sealed class Glob
{
    /// <summary>Longest pattern, its wildcards counted as one.</summary>
    public const int Longest = 127;

    private const char AnySlash = '\uE003';
    private readonly string _tokens;
    private readonly string _folded;

    private Glob(string tokens) => (_tokens, _folded) = (tokens, string.Concat(tokens.Select(char.ToLowerInvariant)));

    /// <summary>Understands a pattern; null when it is too long.</summary>
    public static Glob? Parse(string pattern)
    {
        var tokens = pattern
            .Replace("**/", AnySlash.ToString(), StringComparison.Ordinal)
            .Replace("**", Wildcards.Deep.ToString(), StringComparison.Ordinal)
            .Replace('*', Wildcards.Run).Replace('?', Wildcards.One);
        return tokens.Length <= Longest ? new(tokens) : null;
    }

    /// <summary>Whether something that the text, with its wildcards, stands for matches. Case is ignored: a refusal must not hang on it.</summary>
    public bool CouldMatch(string text)
    {
        if (HasOtherStart(text)) return false;
        if (!text.AsSpan().ContainsAnyInRange(Wildcards.Run, Wildcards.Deep)) return Matches(text, _folded, foldsCase: true);
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

    /// <summary>Whether everything that the text, with its wildcards, stands for matches. Case counts: an approval must be exact.</summary>
    public bool Covers(string text) => Matches(text, _tokens, foldsCase: false);

    /// <summary>Follows all ways to match at once; a wildcard of the text is taken by a wildcard of the pattern alone.</summary>
    private static bool Matches(string text, string tokens, bool foldsCase)
    {
        var now = new UInt128(0, 0);
        Enter(ref now, tokens, 0, '/');
        foreach (var symbol in text)
        {
            var c = foldsCase ? char.ToLowerInvariant(symbol) : symbol;
            var next = new UInt128(0, 0);
            for (var left = now; left != 0; left &= left - 1)
            {
                var t = (int)UInt128.TrailingZeroCount(left);
                if (t == tokens.Length || !Takes(tokens[t], c)) continue;
                Enter(ref next, tokens, IsLoop(tokens[t]) ? t : t + 1, c);
            }

            if (next == 0) return false;
            now = next;
        }

        return (now >> tokens.Length & 1) == 1;
    }

    private static void Enter(ref UInt128 states, string tokens, int t, char before)
    {
        while (true)
        {
            states |= UInt128.One << t;
            if (t == tokens.Length || !IsLoop(tokens[t]) || (tokens[t] == AnySlash && before != '/')) return;
            t++;
        }
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
