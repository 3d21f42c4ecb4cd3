// SPDX-License-Identifier: Apache-2.0

/// The script that turns a delivered file into CSV, in Python's own library alone but for Parquet.
///
/// It ends with 10 for a file that is not of its form, 11 for one too large once unpacked, 12 for
/// other columns than declared. Its bounds: 512 members of a zip, what it is told for all of them
/// together (counted while unpacking), 1 MiB a line, 32,767 characters a cell (that of a sheet).
enum ConversionScript {
  static let code = shared + jsonLines + workbook + parquet + "main()\n"

  private static let shared = #"""
    import csv, datetime, decimal, json, sys

    ORDER = json.load(open('/job/order.json', encoding='utf-8'))
    NAMES = [column['name'] for column in ORDER['columns']]
    KINDS = [column['kind'] for column in ORDER['columns']]
    UPLOAD = '/in/upload.bin'
    UNPACKED_MAX = ORDER['unpackedMax']
    LINE_MAX = 1 << 20
    CELL_MAX = 32767

    class Stop(Exception):
        def __init__(self, status, lines=()):
            self.status, self.lines = status, lines

    def plain(text):
        # 15 digits are what a double holds for certain.
        number = decimal.Decimal(text)
        if not number.is_finite():
            raise ValueError(text)
        text = format(number, 'f')
        return text.rstrip('0').rstrip('.') if '.' in text else text

    def drift(names):
        missing = [name for name in NAMES if name not in names]
        added = [name for name in names if name not in NAMES]
        if missing or added or len(names) != len(NAMES):
            raise Stop(12, [
                'columnsMissing %d' % len(missing),
                'columnsAdded %d' % (len(added) + len(names) - len(set(names)))])
        moved = sum(1 for one, two in zip(names, NAMES) if one != two)
        return moved

    class Writer:
        def __init__(self):
            self.file = open('/out/converted.csv', 'w', encoding='utf-8', newline='')
            self.csv = csv.writer(self.file, lineterminator='\n')
            self.csv.writerow(NAMES)

        def row(self, values):
            if len(values) == 1 and values[0] == '':
                self.file.write('""\n')
            else:
                self.csv.writerow(values)

        # More fields than the header: kept apart by the reader, with what could be read.
        def bad(self, text):
            self.csv.writerow([text[:4096].replace('\x00', ' ').strip()] + [''] * len(NAMES))

    """#

  private static let jsonLines = #"""
    def unique(pairs):
        members = dict(pairs)
        if len(members) != len(pairs):
            raise ValueError('a name twice')
        return members

    def refuse(text):
        raise ValueError(text)

    def cell(value):
        if value is None:
            return ''
        if value is True or value is False:
            return 'true' if value else 'false'
        if isinstance(value, str) and '\x00' not in value:
            return value
        raise ValueError('no value of a cell')

    def json_lines(writer):
        decoder = json.JSONDecoder(
            parse_float=plain, parse_int=str, parse_constant=refuse, object_pairs_hook=unique)
        seen = 0
        with open(UPLOAD, 'rb') as file:
            first = True
            while True:
                line = file.readline(LINE_MAX + 1)
                if not line:
                    break
                if first and line.startswith(b'\xef\xbb\xbf'):
                    line = line[3:]
                first = False
                if len(line) > LINE_MAX:
                    text = line[:4096].decode('utf-8', 'replace')
                    while line and not line.endswith(b'\n'):
                        line = file.readline(LINE_MAX)
                    writer.bad(text)
                    seen += 1
                    continue
                if not line.strip():
                    continue
                seen += 1
                try:
                    members = decoder.decode(line.decode('utf-8').strip())
                    if not isinstance(members, dict) or not set(members) <= set(NAMES):
                        raise ValueError('no row')
                    writer.row([cell(members.get(name)) for name in NAMES])
                except (ValueError, RecursionError, decimal.DecimalException):
                    writer.bad(line.decode('utf-8', 'replace'))
        if seen == 0:
            raise Stop(10)

    """#

  private static let workbook = #"""
    import posixpath, re, xml.parsers.expat, zipfile

    class Package:
        def __init__(self):
            try:
                self.zip = zipfile.ZipFile(UPLOAD)
            except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
                raise Stop(10)
            entries = self.zip.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > 512 or len(set(names)) != len(names):
                raise Stop(10)
            self.unpacked = 0
            self.first_day = SINCE_1900

        def parse(self, name, start=None, end=None, text=None):
            parser = xml.parsers.expat.ParserCreate(namespace_separator='|')
            parser.buffer_text = True
            parser.buffer_size = 1 << 16
            def doctype(*_):
                raise Stop(10)
            parser.StartDoctypeDeclHandler = doctype
            parser.EntityDeclHandler = doctype
            local = lambda tag: tag.rsplit('|', 1)[-1]
            if start:
                parser.StartElementHandler = lambda tag, given: start(
                    local(tag), {local(key): value for key, value in given.items()})
            if end:
                parser.EndElementHandler = lambda tag: end(local(tag))
            if text:
                parser.CharacterDataHandler = text
            try:
                entry = self.zip.getinfo(name)
                if entry.flag_bits & 1:
                    raise Stop(10)
                with self.zip.open(entry) as file:
                    while True:
                        piece = file.read(1 << 16)
                        self.unpacked += len(piece)
                        # Counted while unpacking: the directory may say anything.
                        if self.unpacked > UNPACKED_MAX:
                            raise Stop(11)
                        parser.Parse(piece, not piece)
                        if not piece:
                            return
            except KeyError:
                raise Stop(10)
            except (xml.parsers.expat.ExpatError, zipfile.BadZipFile, OSError, EOFError,
                    NotImplementedError, RuntimeError):
                raise Stop(10)
            except Exception as error:
                if type(error).__name__ == 'error':
                    raise Stop(10)
                raise

        def first_sheet(self):
            sheets, targets = [], {}
            def start(tag, given):
                if tag == 'sheet': sheets.append(given.get('id'))
                # Workbooks of some programs count days from 1904.
                if tag == 'workbookPr' and given.get('date1904', '0') in ('1', 'true', 'on'):
                    self.first_day = datetime.datetime(1904, 1, 1)
            self.parse('xl/workbook.xml', start)
            self.parse('xl/_rels/workbook.xml.rels', lambda tag, given:
                targets.update({given.get('Id'): given.get('Target')})
                if tag == 'Relationship' else None)
            target = targets.get(sheets[0]) if sheets else None
            if not target:
                raise Stop(10)
            return target.lstrip('/') if target.startswith('/') else posixpath.normpath(
                'xl/' + target)

        def strings(self):
            found, parts, state = [], [], {'in': False, 'phonetic': False}
            def start(tag, given):
                if tag == 'si': parts.clear()
                if tag == 'rPh': state['phonetic'] = True
                state['in'] = tag == 't'
            def end(tag):
                if tag == 'rPh': state['phonetic'] = False
                if tag == 'si': found.append(''.join(parts))
                state['in'] = False
            def text(data):
                if state['in'] and not state['phonetic']: parts.append(data)
            if 'xl/sharedStrings.xml' in self.zip.namelist():
                self.parse('xl/sharedStrings.xml', start, end, text)
            return found

        def date_styles(self):
            formats, styles, state = {}, [], {'in': False}
            def start(tag, given):
                if tag == 'numFmt': formats[given.get('numFmtId')] = given.get('formatCode', '')
                if tag == 'cellXfs': state['in'] = True
                if tag == 'xf' and state['in']: styles.append(given.get('numFmtId', '0'))
            def end(tag):
                if tag == 'cellXfs': state['in'] = False
            if 'xl/styles.xml' in self.zip.namelist():
                self.parse('xl/styles.xml', start, end)
            def is_date(number):
                if number.isdigit() and (14 <= int(number) <= 22 or 27 <= int(number) <= 36
                                         or 45 <= int(number) <= 47 or 50 <= int(number) <= 58):
                    return True
                code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', '', formats.get(number, ''))
                return bool(re.search(r'[ymdhs]', code, re.I)) and not re.search(r'[0#]', code)
            return {index for index, number in enumerate(styles) if is_date(number)}

    SINCE_1900 = datetime.datetime(1899, 12, 30)

    def day(text, kind, first_day):
        serial = decimal.Decimal(text)
        # Before 1 March 1900 the numbering counts a day that never was.
        if not (61 if first_day == SINCE_1900 else 0) <= serial < 2958466:
            raise ValueError('no day')
        seconds = int((serial * 86400).to_integral_value(decimal.ROUND_HALF_UP))
        moment = first_day + datetime.timedelta(seconds=seconds)
        if kind == 'date' and moment.time() == datetime.time():
            return moment.strftime('%Y-%m-%d')
        if kind == 'text' and moment.time() == datetime.time():
            return moment.strftime('%Y-%m-%d')
        return moment.strftime('%Y-%m-%d %H:%M:%S')

    def number(text, kind):
        value = decimal.Decimal(text)
        digits = max(1, value.adjusted() + 1) if value.is_finite() else 1
        if kind == 'text' and digits > 15:
            # A code that the spreadsheet took for a number: its last digits are gone.
            raise ValueError('digits were lost')
        shown = plain(format(float(value), '.15g'))
        # A spreadsheet keeps 15 digits; beyond the fifteenth stands what computing left of a
        # fraction. With 14 and more before the point it would be digits of the number itself.
        if digits > 13 and decimal.Decimal(shown) != value:
            raise ValueError('more digits than a spreadsheet keeps')
        return shown

    def place(reference):
        column = 0
        for letter in reference:
            if not 'A' <= letter <= 'Z': break
            column = column * 26 + ord(letter) - 64
        return column - 1

    def xlsx(writer):
        package = Package()
        strings, dates = package.strings(), package.date_styles()
        row, cell, parts = {}, {}, []
        state = {'header': None, 'in': False, 'bad': False, 'next': 0}

        def value():
            text, kind = ''.join(parts), cell.get('t', 'n')
            if kind == 's' and text:
                if int(text) < 0: raise ValueError('no such string')
                text = strings[int(text)]
            if kind == 'e': raise ValueError('an error')
            if kind == 'b': text = 'true' if text == '1' else 'false'
            if kind == 'n' and text and state['header'] is not None:
                at = state['next']
                wanted = KINDS[state['header'][at]] if at < len(state['header']) else 'text'
                if int(cell.get('s', '0')) in dates: text = day(text, wanted, package.first_day)
                else: text = number(text, wanted)
            if len(text) > CELL_MAX or '\x00' in text: raise ValueError('too long')
            return text

        def finish():
            if state['header'] is None:
                if state['bad']: raise Stop(10)
                names = [row.get(index, '') for index in range(max(row, default=-1) + 1)]
                while names and names[-1] == '': names.pop()
                drift(names)
                state['header'] = [NAMES.index(name) for name in names]
                return
            if not state['bad'] and not any(row.values()): return
            if state['bad'] or any(index >= len(NAMES) for index in row):
                writer.bad(' '.join(row.values()))
                return
            values = [''] * len(NAMES)
            for index, text in row.items(): values[state['header'][index]] = text
            writer.row(values)

        def start(tag, given):
            if tag == 'row':
                row.clear()
                state['bad'], state['next'] = False, 0
            elif tag == 'c':
                cell.clear()
                cell.update(given)
                parts.clear()
                if 'r' in given: state['next'] = place(given['r'])
                if state['next'] > 16383: raise Stop(10)
                # A reference without a column, or a cell twice: nobody knows where it stands.
                if state['next'] < 0 or state['next'] in row: state['bad'] = True
            state['in'] = tag in ('v', 't')

        def end(tag):
            state['in'] = False
            if tag == 'c':
                try:
                    row[state['next']] = value()
                except (ValueError, IndexError, OverflowError, decimal.DecimalException):
                    state['bad'] = True
                    row[state['next']] = ''.join(parts)[:200]
                state['next'] += 1
            elif tag == 'row': finish()

        def text(data):
            if state['in']: parts.append(data)

        package.parse(package.first_sheet(), start, end, text)
        if state['header'] is None:
            raise Stop(10)

    """#

  private static let parquet = #"""
    def parquet(writer):
        import duckdb
        writer.file.close()
        quote = lambda name: '"' + name.replace('"', '""') + '"'
        try:
            base = duckdb.connect()
            base.execute("SET threads=1; SET memory_limit='384MB'; SET temp_directory='/tmp/d'")
            described = base.execute("DESCRIBE SELECT * FROM read_parquet('/in/upload.bin')")
            types = {row[0]: row[1] for row in described.fetchall()}
            drift(list(types))
            if any(re.search(r'STRUCT|MAP|UNION|\[', kind) for kind in types.values()):
                raise Stop(10)
            cells = []
            for name in NAMES:
                text = 'CAST(%s AS VARCHAR)' % quote(name)
                if types[name].startswith('DECIMAL'):
                    text = ("CASE WHEN contains({0}, '.') THEN rtrim(rtrim({0}, '0'), '.')"
                            " ELSE {0} END").format(text)
                cells.append('%s AS %s' % (text, quote(name)))
            # Every row is read; no filter is there that statistics could answer.
            base.execute(
                "COPY (SELECT %s FROM read_parquet('/in/upload.bin')) TO '/out/converted.csv' "
                "(FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', NULLSTR '')" % ', '.join(cells))
        except duckdb.OutOfMemoryException:
            raise Stop(11)
        except duckdb.Error:
            raise Stop(10)

    def main():
        csv.field_size_limit(1 << 24)
        writer = Writer()
        try:
            {'jsonLines': json_lines, 'xlsx': xlsx, 'parquet': parquet}[ORDER['form']](writer)
            writer.file.close()
        except MemoryError:
            sys.exit(11)
        except Stop as stop:
            for line in stop.lines: print(line)
            sys.stdout.flush()
            sys.exit(stop.status)

    """#
}
