namespace Lighthouse.Suites.Resilience;

/// <summary>What a bridge made of one damage to its files.</summary>
internal sealed record ObservedDamage(bool IsReported, int Served, int ServedAsGood, int Sound, int SoundLost, TimeSpan? Recovery);

/// <summary>Adds up what bridges made of damages.</summary>
internal sealed class DamageTally
{
    public int Injected { get; private set; }

    public int Undetected { get; private set; }

    public long Served { get; private set; }

    public int ServedAsGood { get; private set; }

    public long Sound { get; private set; }

    public int SoundLost { get; private set; }

    public void Add(ObservedDamage one)
    {
        Injected++;
        Undetected += one.IsReported ? 0 : 1;
        Served += one.Served;
        ServedAsGood += one.ServedAsGood;
        Sound += one.Sound;
        SoundLost += one.SoundLost;
    }
}
