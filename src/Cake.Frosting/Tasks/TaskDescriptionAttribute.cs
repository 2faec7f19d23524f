namespace Cake.Frosting;

/// <summary>Describes a task in the list that <c>--description</c> prints.</summary>
/// <param name="description">One line for a person.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>Gets the description.</summary>
    public string Description { get; } = description;
}
