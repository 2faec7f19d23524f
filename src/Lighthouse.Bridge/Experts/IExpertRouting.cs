namespace Lighthouse.Bridge.Experts;

/// <summary>Chooses who gets a work.</summary>
public interface IExpertRouting
{
    /// <summary>One of the experts; null when none of them can take work now.</summary>
    /// <param name="experts">Everybody who is capable of it and may be asked, in whatever state.</param>
    ExpertView? Choose(IReadOnlyList<ExpertView> experts);
}
