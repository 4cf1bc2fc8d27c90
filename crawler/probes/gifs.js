// The pictures on the page that may be GIF files and can be seen.
() => {
  const {fact, seen} = seeing(3000);
  return [...document.images].filter((image) => /\.gif([?#]|$)/i.test(image.currentSrc) && image.complete && image.naturalWidth > 2 && seen(image))
    .slice(0, 8).map((image) => fact(image, {url: image.currentSrc}));
}
