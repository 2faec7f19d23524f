namespace Lighthouse.Bridge.Defects;

/// <summary>Names a seeded defect.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="caughtBy">Id of the gate that must catch it.</param>
/// <param name="description">What is wrong with a bridge that has it.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DefectAttribute(string name, string caughtBy, string description) : Attribute
{
    public string Name { get; } = name;

    public string CaughtBy { get; } = caughtBy;

    public string Description { get; } = description;
}
