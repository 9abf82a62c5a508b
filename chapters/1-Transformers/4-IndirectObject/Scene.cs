namespace Arena.Transformers.IndirectObject;

/// <summary>Who and what is put into a template.</summary>
/// <param name="Io">Who gets the gift, the <em>indirect object</em>: the right answer.</param>
/// <param name="S">Who gives it, the <em>subject</em>, who is named twice: the wrong answer.</param>
/// <param name="SIsFirst">Whether the subject is named before the indirect object.</param>
/// <param name="Place">Where.</param>
/// <param name="Thing">What.</param>
/// <param name="Filler">Sentences before the template, each with a space before it.</param>
public sealed record Scene(string Io, string S, bool SIsFirst, string Place, string Thing, string Filler = "");
