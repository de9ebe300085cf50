// The HTML of a citation as its reader sees it: with a day of access, or without one. Fonts stay as
// tags.
const FONTS = /^\/?(i|b|u|sup|sub)$/;

// As it stands on a day, which is [year, month, date].
export function dated(html, day) {
  return text(html, 'data-cite-undated', day);
}

// As it stands where no day is known.
export function plain(html) {
  return text(html, 'data-cite-dated');
}

// What an empty element for a part of the day is filled with, as the widget does it.
function part(attributes, [year, month, date]) {
  const value = (name) => attributes.match(new RegExp(`${name}="([^"]*)"`))?.[1];
  const two = (number) => String(number).padStart(2, '0');
  const parts = {
    d: date === 1 ? (value('data-cite-first') ?? '1') : String(date),
    dd: two(date),
    m: String(month),
    mm: two(month),
    month: value('data-cite-months')?.split('|')[month - 1],
    yy: two(year % 100),
    yyyy: String(year),
  };
  return parts[value('data-cite-day')];
}

function text(html, hidden, day) {
  let written = '';
  const left = [];
  for (const [, tag, words] of html.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (tag === '/span' || tag === '/a') left.pop();
    else if (tag?.startsWith('span') || tag?.startsWith('a ')) {
      left.push(tag.includes(hidden));
      if (tag.includes('data-cite-day') && !left.includes(true)) written += part(tag, day);
    } else if (tag) written += FONTS.test(tag) && !left.includes(true) ? `<${tag}>` : '';
    else if (!left.includes(true)) written += words;
  }
  const signs = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return written.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => signs[name]);
}
