namespace Lighthouse.Bridge.Defects;

/// <summary>Puts one defect into the services of an otherwise unmodified bridge. One file a defect; the class carries its <see cref="DefectAttribute"/>.</summary>
internal interface IDefect
{
    static abstract void Seed(IServiceCollection services);
}
